// The live half of a Playground. The page asks ("hello", "do"), one question
// on its way at a time, and acknowledges pictures ("ack"); the kernel sends
// frames. What is drawn is chosen here: colours, lines, formulas.

const STYLE = `
.mlp-play { container-type: inline-size; padding: 4px 4px 10px;
  color: var(--jp-ui-font-color1, inherit);
  font: 13px/1.45 var(--jp-content-font-family, system-ui, sans-serif); }
.mlp-play * { box-sizing: border-box; }
.mlp-play .bar, .mlp-play .fields { display: flex; flex-wrap: wrap;
  gap: 6px 8px; align-items: center; }
.mlp-play .fields { gap: 8px 14px; align-items: flex-end; padding: 6px 2px; }
.mlp-play button, .mlp-play select, .mlp-play input[type=number] {
  font: inherit; color: inherit; min-height: 28px; border-radius: 4px;
  border: 1px solid var(--jp-border-color1, #bdbdbd); padding: 2px 8px;
  background: var(--jp-layout-color1, transparent); max-width: 100%; }
.mlp-play select { padding: 2px 4px; }
.mlp-play button:not(.unit) { cursor: pointer; }
.mlp-play button:not(.unit):hover { background: var(--jp-layout-color2, #eee); }
.mlp-play button.main { min-width: 84px; font-weight: 600; color: #fff;
  background: #00598c; border-color: #00598c; }
.mlp-play button.main:hover { background: #00466e; }
.mlp-play input[type=number] { width: 76px; padding: 2px 4px; }
.mlp-play input[type=range] { width: 130px; height: 22px; margin: 0;
  accent-color: var(--jp-brand-color1, #1976d2); }
.mlp-play input[type=checkbox] { width: 16px; height: 16px; margin: 0; }
.mlp-play .field { display: flex; flex-direction: column; gap: 2px;
  max-width: 100%; }
.mlp-play .field > div { display: flex; justify-content: space-between;
  gap: 8px; }
.mlp-play .inline { flex-direction: row; align-items: center; gap: 6px; }
.mlp-play label.tick { display: flex; gap: 6px; align-items: center;
  min-height: 28px; }
.mlp-play output { font-weight: 600; font-variant-numeric: tabular-nums; }
.mlp-play :is(input, button, select, summary, canvas, textarea):focus-visible {
  outline: 2px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px; }
.mlp-play .counts { display: flex; flex-wrap: wrap; gap: 2px 18px;
  margin: 8px 2px; font-variant-numeric: tabular-nums; }
.mlp-play .counts b { font-weight: 600; }
.mlp-play .light::before { content: "\\25CB\\00A0"; }
.mlp-play .light.good { color: var(--mlp-good); }
.mlp-play .light.good::before { content: "\\2713\\00A0"; }
.mlp-play .light.bad { color: var(--mlp-bad); font-weight: 600; }
.mlp-play .light.bad::before { content: "\\2717\\00A0"; }
.mlp-play { --mlp-good: #00664b; --mlp-bad: #a84300; }
[data-jp-theme-light=false] .mlp-play { --mlp-good: #4fd3a9;
  --mlp-bad: #ff9d5c; }
.mlp-play .stage { display: grid; gap: 10px; margin: 6px 0;
  grid-template-columns: 300px minmax(260px, 1fr) 290px; }
@container (max-width: 880px) { .mlp-play .stage {
  grid-template-columns: minmax(0, 300px) minmax(0, 1fr); } }
@container (max-width: 560px) { .mlp-play .stage {
  grid-template-columns: minmax(0, 1fr); } }
.mlp-play .paper { position: relative; background: #fff; color: #222;
  border-radius: 6px; min-width: 0; padding: 4px; }
.mlp-play .paper > canvas { display: block; width: 100%; }
.mlp-play .paper > canvas[hidden] { display: none; }
.mlp-play .paper p { margin: 2px 4px; font-size: 12px; }
.mlp-play .unit { position: absolute; padding: 0; min-height: 0;
  border: 1px solid #5f6368; border-radius: 3px; background: #fff;
  overflow: hidden; line-height: 0; }
.mlp-play .unit canvas { width: 100%; height: 100%; }
.mlp-play .unit.chosen { border: 2px solid #222; }
.mlp-play .formula { min-height: 3em; margin: 4px 2px; max-width: 110ch;
  overflow-wrap: anywhere; }
.mlp-play details { border-top: 1px solid var(--jp-border-color2, #ddd); }
.mlp-play summary { cursor: pointer; padding: 5px 2px; font-weight: 600; }
.mlp-play textarea { width: 100%; font: 12px/1.4 monospace; color: inherit;
  background: var(--jp-layout-color1, transparent); }
.mlp-play [role=alert] { margin: 6px 2px; padding: 6px 10px;
  overflow-wrap: anywhere; border-left: 4px solid #d55e00;
  background: var(--jp-layout-color2, rgba(213, 94, 0, 0.1)); }
.mlp-play [role=alert]:empty { display: none; }
.jp-OutputArea-child:has(.mlp-play) + .jp-OutputArea-child:has(img),
.jp-OutputArea-child:has(.mlp-play) + .jp-OutputArea-child:has(img)
  + .jp-OutputArea-child:has(.mlp-sentence) { display: none; }
`;
const CLASSES = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9",
  "#D55E00"];
const SHAPES = ["circle", "square", "triangle", "diamond", "wedge", "plus"];
const SIGNS = "\u25CF\u25A0\u25B2\u25C6\u25BC\u271A";
const BLUE = [0, 114, 178];
const RED = [213, 94, 0];
const INK = "#222";
const GREY = "#5F6368";
const BYTES = new Set(["units", "classes", "tests", "sheet_classes"]);
const RATES = [-4, -3, -2, -1, 0, 1].flatMap((power) =>
  [1, 1.5, 2, 3, 5, 7].map((m) => Number((m * 10 ** power).toPrecision(2))));
const PATIENCE = 4000; // milliseconds until we say that we wait
const KNOCKS = [8, 16, 26]; // milliseconds after a question; see knock
let views = 0;

function make(tag, options = {}, parent = null) {
  const { text, ...attributes } = options;
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  if (text !== undefined) node.textContent = text;
  if (parent) parent.append(node);
  return node;
}

function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function number(value, digits = 2) {
  if (value === null || !Number.isFinite(value)) return "\u2013";
  const text = Math.abs(value) >= 1000 || (value && Math.abs(value) < 0.001)
    ? value.toExponential(1) : value.toFixed(digits);
  return text.replace(/^-(0\.?0*)$/, "$1").replace(/-/g, "\u2212");
}

function rgb(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

// A canvas of so many CSS pixels, sharp on this screen, with its context.
function sheet(canvas, height) {
  const width = canvas.clientWidth || 280;
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.font = "11px system-ui, sans-serif";
  return [pen, width, height];
}

function write(pen, text, x, y, align = "left", colour = INK) {
  pen.textAlign = align;
  pen.textBaseline = "middle";
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function line(pen, points, colour, width = 1, dash = []) {
  pen.beginPath();
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.stroke();
  pen.setLineDash([]);
}

function marker(pen, c, x, y, r, hollow) {
  const shape = SHAPES[c];
  pen.beginPath();
  if (shape === "circle") pen.arc(x, y, r, 0, 7);
  else if (shape === "square") pen.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
  else {
    const corners = { triangle: [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]],
      diamond: [[0, -1.3], [1.1, 0], [0, 1.3], [-1.1, 0]],
      wedge: [[0, 1.2], [1.1, -0.8], [-1.1, -0.8]],
      plus: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4],
        [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4],
        [-1.1, -0.4], [-0.4, -0.4]] }[shape];
    corners.forEach(([u, v], i) => (i ? pen.lineTo(x + r * u, y + r * v)
      : pen.moveTo(x + r * u, y + r * v)));
    pen.closePath();
  }
  pen.fillStyle = hollow ? "#fff" : CLASSES[c];
  pen.fill();
  pen.lineWidth = hollow ? 1.8 : 1;
  pen.strokeStyle = hollow ? CLASSES[c] : "#fff";
  pen.stroke();
}

// Round numbers between low and high, about so many.
function ticks(low, high, about = 4) {
  const raw = (high - low) / about || 1;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((m) => m * unit >= raw) * unit;
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high + step * 1e-6; k += 1) {
    found.push(Number((k * step).toPrecision(10)));
  }
  return found;
}

function signed(byte) { // white for 0, blue above, vermilion below
  const v = Math.max(-1, Math.min(1, (byte - 128) / 127));
  const strong = v < 0 ? RED : BLUE;
  const part = 0.85 * Math.abs(v);
  return strong.map((s) => 255 + (s - 255) * part);
}
const LUT = Array.from({ length: 256 }, (_, byte) => signed(byte));

// Draw bytes [n, n] through a function of the byte's place into a canvas.
function paintMap(canvas, n, colour) {
  if (canvas.width !== n) {
    canvas.width = n;
    canvas.height = n;
  }
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(n, n);
  for (let k = 0; k < n * n; k += 1) {
    const c = colour(k);
    image.data[4 * k] = c[0];
    image.data[4 * k + 1] = c[1];
    image.data[4 * k + 2] = c[2];
    image.data[4 * k + 3] = 255;
  }
  pen.putImageData(image, 0, 0);
}

// Probability of class c at place k; with one row it is that of class 1.
function chance(bytes, rows, n, c, k) {
  if (rows > 1) return bytes[c * n * n + k] / 65535;
  return c ? bytes[k] / 65535 : 1 - bytes[k] / 65535;
}

// Marching squares: the line where lead(k) changes its sign.
function contour(pen, n, lead, px, py) {
  pen.beginPath();
  for (let r = 0; r < n - 1; r += 1) {
    for (let q = 0; q < n - 1; q += 1) {
      const corners = [[q, r], [q + 1, r], [q + 1, r + 1], [q, r + 1]];
      const v = corners.map(([x, y]) => lead(y * n + x));
      const ends = [];
      for (let i = 0; i < 4; i += 1) {
        const j = (i + 1) % 4;
        if ((v[i] > 0) !== (v[j] > 0)) {
          const t = v[i] / (v[i] - v[j]);
          ends.push([corners[i][0] + t * (corners[j][0] - corners[i][0]),
            corners[i][1] + t * (corners[j][1] - corners[i][1])]);
        }
      }
      for (let i = 0; i + 1 < ends.length; i += 2) {
        pen.moveTo(px(ends[i][0]), py(ends[i][1]));
        pen.lineTo(px(ends[i + 1][0]), py(ends[i + 1][1]));
      }
    }
  }
  pen.strokeStyle = INK;
  pen.lineWidth = 1.5;
  pen.stroke();
}

function render({ model, el }) {
  views += 1;
  const view = `${Math.random().toString(36).slice(2)}-${views}`;
  const root = make("div", { class: "mlp-play", role: "group",
    "aria-label": "Playground" }, el);
  make("style", { text: STYLE }, root);
  make("span", { class: "mlp-explorer", style: "display: none" }, root);
  const shows = []; // functions that bring a control up to date
  const queue = [];
  const state = { parts: {}, shapes: {} };
  let [serial, inFlight, timer, asked, painted, names] = [0, 0, 0, 0, 0, 0];
  let [cursor, held, over] = [null, null, null];
  let ending = ""; // why the last run stopped
  let chosen = { layer: 0, o: 0, i: 0 };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  // ---- asking ----

  function post(message) {
    serial += 1;
    inFlight = serial;
    clearTimeout(timer);
    timer = setTimeout(() => say(alert, "No answer yet. A cell may still be " +
      "running. If nothing runs, run this cell again."), PATIENCE);
    try {
      model.send({ ...message, view, serial });
      for (const after of KNOCKS) setTimeout(knock, after, serial);
    } catch (error) {
      inFlight = 0;
      clearTimeout(timer);
      say(alert, "The kernel cannot be reached. Run this cell again.");
    }
  }

  // The server holds a short message back until this side says that the one
  // before has come (Nagle's algorithm). Anything that we send says so.
  function knock(mine) {
    if (inFlight === mine) model.send({ kind: "knock" });
  }

  function act(name, ...rest) {
    const last = queue[queue.length - 1];
    const more = rest.length && typeof rest[rest.length - 1] === "object"
      && rest[rest.length - 1] !== null && !Array.isArray(
        rest[rest.length - 1]) ? rest.pop() : {};
    const same = last && last.name === name &&
      ((name === "set" || name === "look") || (name === "move_point" &&
        last.arguments[0] === rest[0]) || (name === "edit" &&
        last.arguments.slice(0, 3).join() === rest.slice(0, 3).join()));
    if (same) {
      last.arguments = rest;
      last.more = { ...last.more, ...more };
    } else {
      queue.push({ kind: "do", name, arguments: rest, more });
    }
    if (!inFlight) post(queue.shift());
  }

  // ---- controls ----

  function button(parent, text, does, more = {}) {
    const node = make("button", { type: "button", text, ...more }, parent);
    node.addEventListener("click", does);
    return node;
  }

  function field(parent, text, control) {
    names += 1;
    control.id = `mlp-${view}-${names}`;
    const box = make("div", { class: "field" }, parent);
    const head = make("div", {}, box);
    make("label", { for: control.id, text }, head);
    box.append(control);
    return { box, head, control };
  }

  function pick(parent, text, options, value, does) {
    const select = make("select");
    const made = field(parent, text, select);
    const fill = () => {
      const wanted = options().map(([v, t]) => [String(v), t]);
      const key = JSON.stringify(wanted);
      if (select.dataset.key !== key) {
        select.dataset.key = key;
        select.replaceChildren(...wanted.map(([v, t]) =>
          make("option", { value: v, text: t })));
      }
      select.value = String(value());
    };
    select.addEventListener("change", () => does(select.value));
    shows.push(fill);
    return made;
  }

  function count(parent, text, low, high, step, value, does) {
    const input = make("input", { type: "number", min: low, max: high, step });
    const made = field(parent, text, input);
    shows.push(() => {
      if (document.activeElement !== input || !input.dataset.typing) {
        input.value = value();
      }
    });
    input.addEventListener("input", () => { input.dataset.typing = "yes"; });
    input.addEventListener("change", () => {
      delete input.dataset.typing;
      if (input.value !== "") does(Number(input.value));
    });
    return made;
  }

  function slide(parent, text, low, high, step, value, does, shown) {
    const input = make("input", { type: "range", min: low, max: high, step });
    const made = field(parent, text, input);
    const output = make("output", {}, made.head);
    shows.push(() => {
      input.value = value();
      say(output, shown(value()));
      input.setAttribute("aria-valuetext", output.textContent);
    });
    input.addEventListener("input", () => {
      say(output, shown(Number(input.value)));
      does(Number(input.value));
    });
    return made;
  }

  function tick(parent, text, checked, does) {
    const label = make("label", { class: "tick" }, parent);
    const box = make("input", { type: "checkbox" }, label);
    make("span", { text }, label);
    box.checked = checked;
    box.addEventListener("change", () => does(box.checked));
    return box;
  }

  function panel(title, open) {
    const details = make("details", open ? { open: "" } : {}, root);
    make("summary", { text: title }, details);
    return make("div", { class: "fields" }, details);
  }

  const spaced = (list) => () => list.map((n) => [n, n.replace(/_/g, " ")]);
  const set = (name) => (value) => act("set", { [name]: value });
  const now = (name) => () => state.settings[name];

  // ---- the page ----

  const bar = make("div", { class: "bar", role: "group",
    "aria-label": "Run" }, root);
  const play = button(bar, "\u25B6 Play", () =>
    act(state.playing ? "pause" : "play"), { class: "main" });
  button(bar, "One update", () => act("run", 1));
  button(bar, "One epoch", () => act("run_epoch"));
  button(bar, "One step back", () => act("back"));
  button(bar, "Rewind", () => act("rewind"));
  button(bar, "New weights", () => act("new_weights"));
  const counts = make("div", { class: "counts" }, root);
  const numbers = {};
  for (const name of ["update", "epoch", "training loss", "test loss",
    "right (training)", "right (test)"]) {
    const box = make("span", { text: `${name} ` }, counts);
    numbers[name] = make("b", {}, box);
  }
  const light = make("span", { class: "light" }, counts);
  const status = make("p", { role: "status", class: "formula",
    text: "The picture comes as soon as the kernel answers." }, root);
  const alert = make("div", { role: "alert" }, root);
  const stage = make("div", { class: "stage" }, root);
  const paper = (label) => make("div", { class: "paper", role: "group",
    "aria-label": label }, stage);
  const leftPaper = paper("Points and decision boundary");
  const picture = make("canvas", { tabindex: "0", role: "application",
    "aria-label": "Points and boundary. Arrows move a cross, Enter does what " +
      "the field 'A click' says, Shift and arrows move the chosen point, " +
      "Delete deletes it, N and P choose the next and the previous point" },
  leftPaper);
  const legend = make("p", {}, leftPaper);
  const netPaper = paper("Network");
  const wires = make("canvas", { "aria-hidden": "true" }, netPaper);
  const netKey = make("p", {}, netPaper);
  const rightPaper = paper("Loss curves and hidden space");
  const curves = make("canvas", { role: "img",
    "aria-label": "Loss curves" }, rightPaper);
  const space = make("canvas", { role: "img", hidden: "",
    "aria-label": "Where a layer puts the points" }, rightPaper);
  const formula = make("p", { role: "status", class: "formula" }, root);
  const units = [];
  const back = make("canvas");
  let [backward, hideTests, logScale, lossTop, showRuns, click] =
    [false, false, false, 0, true, "choose"];

  function build(choices) {
    pick(bar, "Speed", spaced(choices.speeds), () => state.speed,
      (value) => act("speed", value)).box.classList.add("inline");
    const limits = choices.numbers;
    const whole = (parent, name, text, high = limits[name][1]) =>
      count(parent, text, limits[name][0], high, limits[name][2] ? 1 : "any",
        now(name), set(name));

    const looks = panel("Look", true);
    pick(looks, "A click in the picture", () => {
      const found = [["choose", "chooses the nearest point"]];
      const most = Math.min(state.num_classes + 1, choices.classes);
      for (let c = 0; c < most; c += 1) {
        found.push([`add${c}`, `adds ${SIGNS[c]} class ${c}` +
          (c < state.num_classes ? "" : " (new)")]);
      }
      return [...found, ["delete", "deletes the nearest point"]];
    }, () => click, (value) => { click = value; });
    pick(looks, "Network shows", () => [["forward", "forward: activations"],
      ["backward", "backward: deltas, gradients"]],
    () => (backward ? "backward" : "forward"), (value) => {
      backward = value === "backward";
      if (backward && state.look.instance === null) choose(0);
      draw();
    });
    count(looks, "of instance", 0, 999, 1, () => state.look.instance ?? "",
      (n) => choose(Math.max(0, Math.min(n, pointCount() - 1))));
    pick(looks, "Hidden space", () => [[0, "not shown"],
      ...state.settings.hidden.map((n, k) => [k + 1, `of layer ${k + 1}`])],
    () => state.look.space, (value) => act("look", { space: Number(value) }));
    for (const side of [0, 1]) {
      const made = pick(looks, side ? "up" : "across", () => Array.from(
        { length: state.sizes[state.look.space] || 2 },
        (_, k) => [k, `unit ${k}`]), () => state.look.axes[side], (value) => {
        const axes = [...state.look.axes];
        axes[side] = Number(value);
        act("look", { axes });
      });
      shows.push(() => { made.box.style.display =
        state.look.space && state.sizes[state.look.space] > 2 ? "" : "none"; });
    }
    tick(looks, "test points", true, (on) => { hideTests = !on; draw(); });
    tick(looks, "loss: log scale", false, (on) => { logScale = on; draw(); });
    count(looks, "loss axis up to (0: all)", 0, 1000, "any", () => lossTop,
      (value) => { lossTop = value; draw(); });
    tick(looks, "earlier runs", true, (on) => { showRuns = on; draw(); });
    button(looks, "Forget earlier runs", () => act("forget"));

    const data = panel("Data and presets", true);
    pick(data, "Preset", () => [["", "choose one"], ...Object.keys(
      choices.presets).map((n) => [n, n])], () => "", (value) => {
      if (!value) return;
      say(status, `${value}. ${choices.presets[value]}`);
      act("preset", value);
    });
    pick(data, "Points", spaced(choices.data), now("data"), set("data"));
    whole(data, "points", "number of points", 500);
    slide(data, "noise", 0, 0.5, 0.01, now("noise"), set("noise"),
      (v) => number(v));
    slide(data, "test part", 0, 0.9, 0.05, now("test"), set("test"),
      (v) => `${Math.round(100 * v)} %`);
    const groups = whole(data, "classes", "classes");
    shows.push(() => { groups.box.style.display =
      state.settings.data === "gaussians" ? "" : "none"; });
    button(data, "New points", () =>
      act("set", { data_seed: state.settings.data_seed + 1 }));
    button(data, "Delete all points", () => act("delete_all"));

    const net = panel("Network", true);
    count(net, "hidden layers", 0, choices.layers, 1,
      () => state.settings.hidden.length, (n) => {
        const hidden = [...state.settings.hidden];
        while (hidden.length < n) hidden.push(4);
        act("set", { hidden: hidden.slice(0, n) });
      });
    const row = make("div", { class: "fields", style: "padding: 0" }, net);
    for (let k = 0; k < choices.layers; k += 1) {
      const made = [count(row, `units ${k + 1}`, 1, choices.units, 1,
        () => state.settings.hidden[k] ?? "", (n) => {
          const hidden = [...state.settings.hidden];
          hidden[k] = n;
          act("set", { hidden });
        }), pick(row, `activation ${k + 1}`, spaced(choices.activations),
        () => state.settings.activations[k] ?? "tanh", (value) => {
          const activations = [...state.settings.activations];
          activations[k] = value;
          act("set", { activations });
        })];
      made[0].control.style.width = "60px";
      shows.push(() => made.forEach((m) => { m.box.style.display =
        k < state.settings.hidden.length ? "" : "none"; }));
    }
    const out = pick(net, "output activation", spaced(choices.activations),
      now("output"), set("output"));
    shows.push(() => { out.box.style.display =
      state.settings.error === "squared_error" ? "" : "none"; });
    pick(net, "error", spaced(choices.errors), now("error"), set("error"));
    pick(net, "initial weights", () => choices.starts.map((n) => [n, {
      suited: "suited to the activation", small: "ten times smaller",
      large: "three times larger", zeros: "all 0",
      spread: "steep and spread out" }[n]]), now("start"), set("start"));
    whole(net, "seed", "seed");

    const learn = panel("Training", true);
    const place = (v) => RATES.reduce((best, r, k) =>
      (Math.abs(Math.log(r / v)) < Math.abs(Math.log(RATES[best] / v))
        ? k : best), 0);
    const rate = slide(learn, "learning rate", 0, RATES.length - 1, 1,
      () => place(state.settings.learning_rate),
      (k) => act("set", { learning_rate: RATES[k] }), (k) => String(
        k === place(state.settings.learning_rate) && !inFlight
          ? state.settings.learning_rate : RATES[k]));
    rate.control.style.width = "180px";
    slide(learn, "momentum", 0, 0.98, 0.02, now("momentum"), set("momentum"),
      (v) => number(v));
    whole(learn, "batch_size", "batch size (0: all)");
    pick(learn, "weight decay", () => [...new Set([0, 0.0001, 0.001, 0.003,
      0.01, 0.03, 0.1, state.settings.decay])].map((v) => [v, String(v)]),
    now("decay"), (value) => act("set", { decay: Number(value) }));
    whole(learn, "stop_loss", "stop at loss (0: never)");
    whole(learn, "stop_epoch", "stop at epoch (0: never)");

    const edit = panel("One weight, by hand", false);
    const layerSize = (k) => state.sizes[k] || 1;
    const range = (n, name) => Array.from({ length: n }, (_, k) =>
      [k, `${name}[${k}]`]);
    pick(edit, "of layer", () => state.sizes.slice(1).map((n, k) =>
      [k, String(k + 1)]), () => chosen.layer,
    (v) => take({ layer: Number(v), o: 0, i: 0 }));
    pick(edit, "into unit (row)", () => range(layerSize(chosen.layer + 1),
      `y${chosen.layer + 1}`), () => chosen.o,
    (v) => take({ ...chosen, o: Number(v) }));
    pick(edit, "from (column)", () => [...range(layerSize(chosen.layer),
      chosen.layer ? `y${chosen.layer}` : "x"), ["b", "1: the bias b"]],
    () => chosen.i, (v) => take({ ...chosen, i: v === "b" ? "b" : Number(v) }));
    const change = (value) => act("edit", chosen.layer, chosen.o,
      chosen.i === "b" ? null : chosen.i, value);
    slide(edit, "value", -10, 10, 0.05, () => weight(), change,
      (v) => number(v)).control.style.width = "220px";
    count(edit, "value, exactly", -1000, 1000, "any",
      () => Number(weight().toPrecision(4)), change);
    make("span", { text: "A click on a line of the network chooses its " +
      "weight." }, edit);

    const keep = panel("This experiment as a line to paste", false);
    const text = make("textarea", { rows: "4", readonly: "",
      "aria-label": "This experiment as a line of Python" }, keep);
    shows.push(() => { if (text.value !== state.line) {
      text.value = state.line; } });
  }

  function take(which) {
    chosen = which;
    shows.forEach((show) => show());
    draw();
  }

  function choose(n) { act("look", { instance: n }); }

  function pointCount() { return (state.parts.classes || []).length; }

  // ---- numbers of the network ----

  function start(level) { // where W of a layer begins among the weights
    let place = 0;
    for (let k = 0; k < level; k += 1) {
      place += state.sizes[k + 1] * (state.sizes[k] + 1);
    }
    return place;
  }

  function entry(array, level, o, i) {
    const width = state.sizes[level];
    const base = start(level);
    return array[i === "b" ? base + state.sizes[level + 1] * width + o
      : base + o * width + i];
  }

  function weight() {
    if (!state.parts.weights || !state.sizes[chosen.layer + 1]) return 0;
    return entry(state.parts.weights, chosen.layer, chosen.o, chosen.i) ?? 0;
  }

  function before(sizes, level) {
    return sizes.slice(0, level).reduce((sum, n) => sum + n, 0);
  }

  function value(level, k) { // activation of a unit for the instance
    const array = state.parts.activations;
    return array ? array[before(state.sizes, level) + k] : null;
  }

  function delta(level, k) {
    const array = state.parts.deltas;
    return array && level ? array[before(state.sizes.slice(1), level - 1) + k]
      : null;
  }

  function explain(level, o) {
    if (!level) {
      const x = value(0, o);
      return `x[${o}], an input${x === null ? "" : ` = ${number(x, 3)}`}. ` +
        "Its map is the coordinate itself.";
    }
    const last = state.sizes.length - 1;
    const y = `y${level}[${o}]`;
    if (backward && state.parts.deltas) {
      const sum = level === last
        ? `${y} \u2212 t[${o}]` : Array.from(
          { length: state.sizes[level + 1] }, (_, k) =>
            `${number(entry(state.parts.weights, level, k, o))}\u00B7` +
            `${number(delta(level + 1, k), 3)}`).join(" + ")
          .replace(/\+ \u2212/g, "\u2212 ");
      const outer = level === last && state.names[last - 1] === "linear"
        ? sum : `gd(${y}) \u00B7 (${sum})`;
      return `delta${level}[${o}] = ${outer} = ${number(delta(level, o), 4)}. ` +
        `It is dEdb${level}[${o}]; times the inputs it is row ${o} of ` +
        `dEdW${level}.`;
    }
    const input = level > 1 ? `y${level - 1}` : "x";
    const terms = Array.from({ length: state.sizes[level - 1] }, (_, i) =>
      `${number(entry(state.parts.weights, level - 1, o, i))}\u00B7` +
      `${input}[${i}]`);
    terms.push(number(entry(state.parts.weights, level - 1, o, "b")));
    const g = level === last ? { logistic_cross_entropy: "logistic",
      softmax_cross_entropy: "softmax" }[state.settings.error] ||
      state.names[level - 1] : state.names[level - 1];
    const known = value(level, o);
    return `${y} = ${g}(${terms.join(" + ").replace(/\+ \u2212/g,
      "\u2212 ")})${known === null ? "" : ` = ${number(known, 4)}`}`;
  }

  // ---- drawing ----

  let scale = null;

  function drawPicture() {
    const [pen, width, height] = sheet(picture, Math.min(
      picture.clientWidth || 290, 300));
    const [left, top, side] = [34, 6, Math.min(width - 40, height - 34)];
    const [x0, y0, x1, y1] = state.box;
    scale = { x: (u) => left + (u - x0) / (x1 - x0) * side,
      y: (v) => top + (y1 - v) / (y1 - y0) * side,
      u: (x) => x0 + (x - left) / side * (x1 - x0),
      v: (y) => y1 - (y - top) / side * (y1 - y0), left, top, side };
    const bytes = state.parts.boundary;
    if (bytes) {
      const [rows, cells] = state.shapes.boundary;
      const n = Math.round(Math.sqrt(cells));
      const classes = rows > 1 ? rows : 2;
      const colours = CLASSES.slice(0, classes).map(rgb);
      paintMap(back, n, (k) => {
        let [best, p] = [0, -1];
        for (let c = 0; c < classes; c += 1) {
          const q = chance(bytes, rows, n, c, k);
          if (q > p) [best, p] = [c, q];
        }
        const part = 0.5 * (p - 1 / classes) / (1 - 1 / classes);
        return colours[best].map((s) => 255 + (s - 255) * part);
      });
      pen.imageSmoothingEnabled = true;
      pen.imageSmoothingQuality = "high";
      pen.drawImage(back, 0.5, 0.5, n - 1, n - 1, left, top, side, side);
      const px = (q) => left + q / (n - 1) * side;
      const py = (r) => top + r / (n - 1) * side;
      for (let c = rows > 1 ? 0 : 1; c < classes; c += 1) {
        contour(pen, n, (k) => {
          let other = 0;
          for (let d = 0; d < classes; d += 1) {
            if (d !== c) other = Math.max(other, chance(bytes, rows, n, d, k));
          }
          return chance(bytes, rows, n, c, k) - other;
        }, px, py);
      }
    }
    pen.strokeStyle = GREY;
    pen.lineWidth = 1;
    pen.strokeRect(left, top, side, side);
    for (const t of ticks(x0, x1)) {
      write(pen, number(t, 1), scale.x(t), top + side + 10, "center", GREY);
    }
    for (const t of ticks(y0, y1)) {
      if (scale.y(t) < top + 22) continue; // there stands the name
      write(pen, number(t, 1), left - 4, scale.y(t), "right", GREY);
    }
    write(pen, "x[0]", left + side / 2, top + side + 22, "center");
    write(pen, "x[1]", 2, top + 6);
    drawPoints(pen);
  }

  function drawPoints(pen) {
    const { points, classes, tests } = state.parts;
    if (!classes) return;
    const r = classes.length > 250 ? 3.4 : 4.6;
    for (let n = 0; n < classes.length; n += 1) {
      if (tests[n] && hideTests) continue;
      const [x, y] = [scale.x(points[2 * n]), scale.y(points[2 * n + 1])];
      marker(pen, classes[n], x, y, r, tests[n]);
      if (n === state.look.instance) {
        pen.beginPath();
        pen.arc(x, y, r + 5, 0, 7);
        pen.strokeStyle = INK;
        pen.lineWidth = 2;
        pen.stroke();
      }
    }
    if (cursor && document.activeElement === picture) {
      const [x, y] = [scale.x(cursor[0]), scale.y(cursor[1])];
      line(pen, [[x - 9, y], [x + 9, y]], INK, 1.5);
      line(pen, [[x, y - 9], [x, y + 9]], INK, 1.5);
    }
    const parts = Array.from({ length: state.num_classes }, (_, c) =>
      `${SIGNS[c]} class ${c}`);
    say(legend, `${parts.join("   ")}. Filled: training, hollow: test. ` +
      "Dark line: where the most probable class changes.");
  }

  let places = [];

  function netHeight() { // wide layers get a taller picture
    return Math.max(318, Math.min(560, 26 * Math.max(...state.sizes)));
  }

  function layOut() {
    const sizes = state.sizes;
    const width = wires.clientWidth || 300;
    const tallest = Math.max(...sizes);
    const height = netHeight();
    const pitch = (height - 26) / tallest;
    const side = Math.max(8, Math.min(44, pitch - (pitch > 30 ? 15 : 2),
      0.55 * width / sizes.length));
    const step = Math.min(pitch, side + 26);
    places = sizes.map((n, level) => Array.from({ length: n }, (_, k) => ({
      x: (width - side - 12) * level / (sizes.length - 1) + side / 2 + 6,
      y: 20 + (height - 22) / 2 + (k - (n - 1) / 2) * step - 4, side })));
    const key = JSON.stringify([sizes, width]);
    if (netPaper.dataset.key === key) return;
    netPaper.dataset.key = key;
    units.flat().forEach((unit) => unit.remove());
    units.length = 0;
    places.forEach((column, level) => units.push(column.map((place, k) => {
      const node = make("button", { type: "button", class: "unit",
        tabindex: level + k ? "-1" : "0" }, netPaper);
      node.style.cssText = `left: ${place.x - side / 2 + 4}px; top: ` +
        `${place.y - side / 2 + 4}px; width: ${side}px; height: ${side}px`;
      make("canvas", {}, node);
      const point = () => { over = [level, k]; tell(); };
      node.addEventListener("focus", point);
      node.addEventListener("mouseenter", point);
      node.addEventListener("click", point);
      node.addEventListener("keydown", (event) => walk(event, level, k));
      node.setAttribute("aria-label", level ? `unit ${k} of layer ${level}`
        : `input ${k}`);
      return node;
    })));
  }

  function walk(event, level, k) {
    const step = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0],
      ArrowRight: [1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    const column = units[level + step[0]];
    if (!column) return;
    const next = column[Math.max(0, Math.min(k + step[1], column.length - 1))];
    units.flat().forEach((unit) => unit.setAttribute("tabindex", "-1"));
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  function tell() {
    if (!over || !state.parts.weights || !(state.sizes[over[0]] > over[1])) {
      say(formula, "Point at a unit, or move to it with Tab and the arrows, " +
        "and its formula stands here.");
      return;
    }
    say(formula, explain(...over));
  }

  function drawNetwork() {
    layOut();
    const [pen, width] = sheet(wires, netHeight() + 4);
    const { weights, gradients } = state.parts;
    const array = backward && gradients ? gradients : weights;
    const last = state.sizes.length - 1;
    for (let level = 0; array && level < last; level += 1) {
      let largest = 1e-12;
      for (let o = 0; o < state.sizes[level + 1]; o += 1) {
        for (let i = 0; i < state.sizes[level]; i += 1) {
          const w = Math.abs(entry(array, level, o, i));
          if (w > largest) largest = w;
        }
      }
      const many = state.sizes[level] * state.sizes[level + 1] > 100;
      pen.globalAlpha = many ? 0.6 : 1;
      places[level + 1].forEach((to, o) => places[level].forEach((from, i) => {
        const w = entry(array, level, o, i);
        const mine = chosen.layer === level && chosen.o === o &&
          chosen.i === i;
        line(pen, [[from.x + from.side / 2, from.y],
          [to.x - to.side / 2, to.y]], w < 0 ? "#D55E00" : "#0072B2",
        0.4 + (many ? 1.8 : 3.2) * Math.abs(w) / largest, w < 0 ? [4, 3] : []);
        if (mine) {
          write(pen, number(w), (from.x + to.x) / 2, (from.y + to.y) / 2 - 7,
            "center");
        }
      }));
    }
    pen.globalAlpha = 1;
    let first = 0;
    state.sizes.forEach((n, level) => {
      const text = level ? `y${level} [${n}]` : "x [2]";
      const x = places[level][0].x;
      write(pen, text, Math.max(20, Math.min(x, width - 22)), 8,
        "center");
      for (let k = 0; k < n; k += 1) {
        paintUnit(level, k, first, last);
        if (level && level < last) first += 1;
        const known = backward ? delta(level, k) : value(level, k);
        const { x: ux, y: uy, side } = places[level][k];
        if (known !== null && known !== undefined && side >= 18) {
          const text2 = number(known, backward ? 3 : 2);
          const wide = pen.measureText(text2).width + 4;
          const tx = Math.max(wide / 2, Math.min(ux, width - wide / 2));
          pen.fillStyle = "#fffc";
          pen.fillRect(tx - wide / 2, uy + side / 2 + 1, wide, 12);
          write(pen, text2, tx, uy + side / 2 + 7, "center");
        }
      }
    });
    say(netKey, `Lines: ${array === gradients ? "dEdW of the instance"
      : "weights W"}. Solid: positive, dashed: negative, wide: large. ` +
      "Each unit's map: blue above 0, orange-red below (logistic: 0.5)." +
      (state.parts.activations ? ` Numbers: ${backward ? "deltas" :
        "activations"} of instance ${state.look.instance}.` : ""));
  }

  function paintUnit(level, k, first, last) {
    const canvas = units[level][k].firstChild;
    const { units: maps, boundary } = state.parts;
    units[level][k].classList.toggle("chosen",
      chosen.layer + 1 === level && chosen.o === k);
    if (!level) {
      if (canvas.dataset.done) return;
      canvas.dataset.done = "yes";
      paintMap(canvas, 30, (q) => LUT[Math.round(k ? 255 - Math.floor(q / 30)
        * 255 / 29 : q % 30 * 255 / 29)]);
    } else if (level < last && maps) {
      paintMap(canvas, 30, (q) => LUT[maps[first * 900 + q]]);
    } else if (boundary) {
      const [rows, cells] = state.shapes.boundary;
      const n = Math.round(Math.sqrt(cells));
      const c = rows > 1 || state.sizes[last] > 1 ? k : 1;
      const [low, high] = [c === 1 && state.sizes[last] === 1
        ? rgb(CLASSES[0]) : [255, 255, 255], rgb(CLASSES[c])];
      paintMap(canvas, 30, (q) => {
        const place = 2 * Math.floor(q / 30) * n + 2 * (q % 30);
        const p = chance(boundary, rows, n, c, place);
        return low.map((a, j) => a + (high[j] - a) * p);
      });
    }
  }

  function drawCurves() {
    const [pen, width, height] = sheet(curves, 186);
    const [left, right, top, bottom] = [44, width - 10, 20, height - 30];
    const all = [];
    for (let k = 0; showRuns && state.parts[`run${k}`]; k += 1) {
      all.push([state.parts[`run${k}`], false]);
    }
    all.push([state.parts.curve, true]);
    let [most, least, end] = [1e-9, Infinity, 1e-9];
    for (const [curve] of all) {
      for (let m = 0; m < curve.length; m += 3) {
        end = Math.max(end, curve[m]);
        for (const loss of [curve[m + 1], curve[m + 2]]) {
          if (loss > most) most = loss;
          if (loss > 0 && loss < least) least = loss;
        }
      }
    }
    if (lossTop > 0) most = lossTop;
    if (most <= 1e-9) most = 1;
    const low = logScale ? Math.log10(Math.min(least, most / 10)) : 0;
    const high = logScale ? Math.log10(most) : most * 1.05;
    const px = (x) => left + x / end * (right - left);
    const py = (loss) => bottom - ((logScale
      ? Math.log10(Math.max(loss, 1e-12)) : loss) - low) / (high - low)
      * (bottom - top);
    line(pen, [[left, top - 4], [left, bottom], [right, bottom]], GREY);
    for (const t of ticks(low, high, 4)) {
      const y = bottom - (t - low) / (high - low) * (bottom - top);
      line(pen, [[left - 3, y], [right, y]], "#e3e3e3");
      write(pen, logScale ? Number((10 ** t).toPrecision(2)).toString()
        : String(Number(t.toPrecision(3))), left - 5, y, "right", GREY);
    }
    if (end > 1e-6) {
      for (const t of ticks(0, end, 3)) {
        const text = t >= 10000 ? `${t / 1000}k` : String(t);
        write(pen, text, Math.min(px(t), width - 14), bottom + 10, "center",
          GREY);
      }
    }
    write(pen, "epoch", (left + right) / 2, bottom + 22, "center");
    write(pen, "loss", 4, 8);
    pen.save();
    pen.beginPath();
    pen.rect(left, top - 4, right - left + 2, bottom - top + 5);
    pen.clip();
    all.forEach(([curve, mine], number_) => {
      for (const [row, colour, dash] of [[1, "#0072B2", []],
        [2, "#A84300", [5, 3]]]) {
        if (!mine && row === 2) continue;
        const points = [];
        for (let m = 0; m < curve.length; m += 3) {
          if (Number.isFinite(curve[m + row])) {
            points.push([px(curve[m]), py(curve[m + row])]);
          }
        }
        line(pen, points, mine ? colour : "#8a8f94", mine ? 1.8 : 1.2,
          mine ? dash : [[2, 2], [6, 2], [8, 3, 2, 3], [1, 3]][number_ % 4]);
      }
    });
    pen.restore();
    write(pen, "\u2014 training", left + 30, 8, "left", "#00598c");
    write(pen, "- - test", left + 102, 8, "left", "#A84300");
    if (all.length > 1) {
      write(pen, "\u2026 earlier", left + 156, 8, "left", GREY);
    }
    curves.setAttribute("aria-label", "Loss curves: training loss now " +
      `${number(state.losses[0], 3)}, test loss ${number(state.losses[1], 3)}`);
  }

  function drawSpace() {
    const { sheet: lines, sheet_classes: sides, seen, classes, tests } =
      state.parts;
    space.hidden = !(lines && state.look.space
      && lines.every(Number.isFinite));
    if (space.hidden) return;
    const [pen, width, height] = sheet(space, 250);
    let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const array of [lines, seen]) {
      for (let k = 0; k < array.length; k += 2) {
        x0 = Math.min(x0, array[k]);
        x1 = Math.max(x1, array[k]);
        y0 = Math.min(y0, array[k + 1]);
        y1 = Math.max(y1, array[k + 1]);
      }
    }
    const room = (a, b) => Math.max(0.06 * (b - a), 1e-3);
    [x0, x1, y0, y1] = [x0 - room(x0, x1), x1 + room(x0, x1),
      y0 - room(y0, y1), y1 + room(y0, y1)];
    const [left, top, w, h] = [36, 20, width - 44, height - 54];
    const px = (u) => left + (u - x0) / (x1 - x0) * w;
    const py = (v) => top + (y1 - v) / (y1 - y0) * h;
    const steps = 25;
    for (let k = 0; k + 1 < sides.length; k += 1) {
      if (k % steps === steps - 1) continue;
      line(pen, [[px(lines[2 * k]), py(lines[2 * k + 1])],
        [px(lines[2 * k + 2]), py(lines[2 * k + 3])]],
      `${CLASSES[sides[k]]}99`, sides[k] ? 1.3 : 0.9);
    }
    for (let n = 0; n < classes.length; n += 1) {
      if (tests[n] && hideTests) continue;
      marker(pen, classes[n], px(seen[2 * n]), py(seen[2 * n + 1]), 3.6,
        tests[n]);
    }
    for (const t of ticks(x0, x1)) {
      write(pen, number(t, 1), px(t), top + h + 10, "center", GREY);
    }
    for (const t of ticks(y0, y1)) {
      write(pen, number(t, 1), left - 4, py(t), "right", GREY);
    }
    const [a, b] = state.look.axes.map((k) => Math.min(k,
      state.sizes[state.look.space] - 1));
    const name = `y${state.look.space}`;
    write(pen, `${name}[${a}]`, left + w / 2, top + h + 24, "center");
    write(pen, `${name}[${b}]`, 2, 8);
    space.setAttribute("aria-label", "Where hidden layer " +
      `${state.look.space} puts the squared paper and the points`);
  }

  function draw() {
    if (!state.settings || !root.isConnected) return;
    painted = performance.now();
    drawPicture();
    if (state.parts.weights) drawNetwork();
    drawCurves();
    drawSpace();
    tell();
  }

  // ---- hearing ----

  function receive(frame, buffers) {
    if (!frame || frame.kind !== "frame") return;
    if (frame.view === view && frame.serial === inFlight) {
      inFlight = 0;
      clearTimeout(timer);
    }
    if (frame.number && frame.number % 6 === 0) {
      model.send({ kind: "ack", number: frame.number });
    }
    const kept = frame.whole ? {} : { points: state.parts.points,
      classes: state.parts.classes, tests: state.parts.tests };
    for (let k = 0; !frame.whole && state.parts[`run${k}`]; k += 1) {
      kept[`run${k}`] = state.parts[`run${k}`];
    }
    frame.parts.forEach(([name, ...shape], k) => {
      const b = buffers[k];
      const bytes = b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
      kept[name] = BYTES.has(name) ? new Uint8Array(bytes)
        : name === "boundary" ? new Uint16Array(bytes)
          : new Float32Array(bytes);
      state.shapes[name] = shape;
    });
    const { parts: _, choices, view: __, ...rest } = frame;
    Object.assign(state, rest, { parts: kept });
    if (!state.settings) return; // a picture before the first answer
    if (choices && !shows.length) build(choices);
    if (queue.length && !inFlight) post(queue.shift());
    if (frame.whole) {
      chosen.layer = Math.min(chosen.layer, state.sizes.length - 2);
      chosen.o = Math.min(chosen.o, state.sizes[chosen.layer + 1] - 1);
      if (chosen.i !== "b") {
        chosen.i = Math.min(chosen.i, state.sizes[chosen.layer] - 1);
      }
      if (!inFlight) shows.forEach((show) => show());
      draw();
    } else if (!asked && performance.now() - painted > (calm.matches ? 250
      : 0)) {
      asked = requestAnimationFrame(() => { asked = 0; draw(); });
    }
    tellCounts(frame);
  }

  function tellCounts(frame) {
    say(play, frame.playing ? "\u275A\u275A Pause" : "\u25B6 Play");
    const percent = (v) => (v === null ? "\u2013" : `${Math.round(100 * v)} %`);
    say(numbers.update, String(frame.updates));
    say(numbers.epoch, String(frame.epochs));
    say(numbers["training loss"], number(frame.losses[0], 3));
    say(numbers["test loss"], number(frame.losses[1], 3));
    say(numbers["right (training)"], percent(frame.accuracies[0]));
    say(numbers["right (test)"], percent(frame.accuracies[1]));
    const [ok, text] = frame.light;
    light.className = `light ${ok === null ? "" : ok ? "good" : "bad"}`;
    say(light, text || "gradients not checked yet");
    say(alert, frame.error ? `${frame.error}. The training has stopped.`
      : frame.refused || "");
    // While it trains a formula changes 30 times a second: not to be read out.
    formula.setAttribute("aria-live", frame.playing ? "off" : "polite");
    const old = ["Training.", ending].includes(status.textContent);
    ending = frame.stopped || ending;
    if (frame.stopped) say(status, frame.stopped);
    else if (frame.playing) say(status, "Training.");
    else if (old || serial === 1) {
      say(status, "Ready. Play trains, and everything can be changed " +
        "meanwhile.");
    }
  }

  // ---- points, by mouse and by keyboard ----

  function nearest(x, y, within) {
    let [best, least] = [null, within];
    for (let n = 0; n < pointCount(); n += 1) {
      if (state.parts.tests[n] && hideTests) continue;
      const d = Math.hypot(scale.x(state.parts.points[2 * n]) - x,
        scale.y(state.parts.points[2 * n + 1]) - y);
      if (d < least) [best, least] = [n, d];
    }
    return best;
  }

  function here(event) {
    const box = picture.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function strike(x, y) {
    const n = nearest(x, y, click === "choose" ? Infinity : 14);
    if (click.startsWith("add")) {
      act("add_point", scale.u(x), scale.v(y), Number(click.slice(3)));
    } else if (n !== null && click === "delete") {
      act("delete_point", n);
    } else if (n !== null) {
      choose(n);
    }
  }

  picture.addEventListener("pointerdown", (event) => {
    if (!scale) return;
    const [x, y] = here(event);
    held = { n: nearest(x, y, 9), x, y, moved: false };
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => {
    if (!held || held.n === null) return;
    const [x, y] = here(event);
    if (Math.hypot(x - held.x, y - held.y) > 3) held.moved = true;
    if (held.moved) act("move_point", held.n, scale.u(x), scale.v(y));
  });
  picture.addEventListener("pointerup", (event) => {
    if (held && !held.moved) strike(...here(event));
    held = null;
  });
  picture.addEventListener("focus", () => {
    if (!cursor && state.box) {
      cursor = [(state.box[0] + state.box[2]) / 2,
        (state.box[1] + state.box[3]) / 2];
    }
    draw();
  });
  picture.addEventListener("blur", draw);
  picture.addEventListener("keydown", (event) => {
    if (!scale || !cursor) return;
    const n = state.look.instance;
    const total = pointCount();
    const step = (state.box[2] - state.box[0]) / 50;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1],
      ArrowDown: [0, -1] }[event.key];
    if (way && event.shiftKey && n !== null && n < total) {
      const { points } = state.parts;
      for (const side of [0, 1]) points[2 * n + side] += way[side] * step;
      cursor = [points[2 * n], points[2 * n + 1]];
      act("move_point", n, ...cursor);
    } else if (way) {
      cursor = [0, 1].map((side) => Math.max(state.box[side], Math.min(
        cursor[side] + way[side] * step, state.box[side + 2])));
    } else if (event.key === "Enter" || event.key === " ") {
      strike(scale.x(cursor[0]), scale.y(cursor[1]));
    } else if ((event.key === "Delete" || event.key === "Backspace") &&
        n !== null && n < total) {
      act("delete_point", n);
    } else if (total && /^[np]$/i.test(event.key)) {
      const on = /n/i.test(event.key) ? 1 : -1;
      const next = n === null ? 0 : (n + on + total) % total;
      cursor = [state.parts.points[2 * next], state.parts.points[2 * next + 1]];
      choose(next);
    } else {
      return;
    }
    event.preventDefault();
    draw();
  });
  wires.addEventListener("click", (event) => {
    const box = wires.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let [best, least] = [null, 7];
    places.slice(1).forEach((column, level) => column.forEach((to, o) =>
      places[level].forEach((from, i) => {
        const [ax, ay] = [from.x + from.side / 2, from.y];
        const [dx, dy] = [to.x - to.side / 2 - ax, to.y - ay];
        const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) /
          (dx * dx + dy * dy)));
        const d = Math.hypot(ax + t * dx - x, ay + t * dy - y);
        if (d < least) [best, least] = [{ layer: level, o, i }, d];
      })));
    if (best) take(best);
  });
  // The notebook has shortcuts on nearly every key: ours stay with us.
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") event.stopPropagation();
  });
  const sizes = new ResizeObserver(() => requestAnimationFrame(draw));
  sizes.observe(stage);
  model.on("msg:custom", receive);
  post({ kind: "hello" });
  return () => {
    model.off("msg:custom", receive);
    sizes.disconnect();
    clearTimeout(timer);
    cancelAnimationFrame(asked);
  };
}

export default { render };
