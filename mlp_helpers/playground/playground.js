// The live half of a Playground. The page asks ("hello", "do") and acknowledges
// pictures ("ack"); the kernel sends frames. What is drawn is chosen here.

const STYLE = `
.mlp-play { container-type: inline-size; font-size: 13px; line-height: 1.45;
  --mlp-good: ${COLOURS.DARK_GREEN}; --mlp-bad: ${COLOURS.DARK_RED}; }
[data-jp-theme-light=false] .mlp-play { --mlp-good: ${COLOURS.LIGHT_GREEN};
  --mlp-bad: ${COLOURS.LIGHT_RED}; }
.mlp-play .bar, .mlp-play .fields { display: flex; flex-wrap: wrap;
  gap: 6px 8px; align-items: center; }
.mlp-play .fields { gap: 8px 14px; align-items: flex-end; padding: 6px 2px; }
.mlp-play button, .mlp-play select, .mlp-play input[type=number] {
  font: inherit; color: inherit; min-height: 28px; border-radius: 4px;
  border: 1px solid var(--mlp-edge); padding: 2px 8px;
  background: var(--mlp-back); max-width: 100%; }
.mlp-play select { padding: 2px 4px; }
.mlp-play button:not(.unit) { cursor: pointer; }
.mlp-play button:not(.unit):hover { background: var(--mlp-soft); }
.mlp-play button.main { min-width: 84px; font-weight: 600; color: #fff;
  background: ${COLOURS.BLUE}; border-color: ${COLOURS.BLUE}; }
.mlp-play button.main:hover { background: ${COLOURS.DARK_BLUE}; }
.mlp-play input[type=number] { width: 76px; padding: 2px 4px; }
.mlp-play input[type=range] { width: 130px; height: 22px; margin: 0;
  accent-color: var(--jp-brand-color1, ${COLOURS.BLUE}); }
.mlp-play input[type=checkbox] { width: 16px; height: 16px; margin: 0; }
.mlp-play .field { display: flex; flex-direction: column; gap: 2px;
  max-width: 100%; }
.mlp-play .field > div { display: flex; justify-content: space-between;
  gap: 8px; }
.mlp-play .inline { flex-direction: row; align-items: center; gap: 6px; }
.mlp-play label.tick { display: flex; gap: 6px; align-items: center;
  min-height: 28px; }
.mlp-play output { font-weight: 600; font-variant-numeric: tabular-nums; }
.mlp-play .counts { display: flex; flex-wrap: wrap; gap: 2px 18px;
  margin: 8px 2px; font-variant-numeric: tabular-nums; }
.mlp-play .counts b { font-weight: 600; }
.mlp-play .light::before { content: "\\25CB\\00A0"; }
.mlp-play .light.good { color: var(--mlp-good); }
.mlp-play .light.good::before { content: "\\2713\\00A0"; }
.mlp-play .light.bad { color: var(--mlp-bad); font-weight: 600; }
.mlp-play .light.bad::before { content: "\\2717\\00A0"; }
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
.mlp-play .where { min-height: 1.45em; }
.mlp-play .unit { position: absolute; padding: 0; min-height: 0;
  border: 1px solid ${COLOURS.GREY}; border-radius: 3px; background: #fff;
  overflow: hidden; line-height: 0; }
.mlp-play .unit canvas { width: 100%; height: 100%; }
.mlp-play.mlp-page .unit:focus-visible { outline-offset: 0; }
.mlp-play .unit.chosen { border: 2px solid #222; }
.mlp-play .formula, .mlp-play .reason { margin: 4px 2px; max-width: 110ch;
  overflow-wrap: anywhere; }
.mlp-play .formula { min-height: 1.45em; }
.mlp-play .formula.long { min-height: 4.35em; }
.mlp-play .reason:empty { display: none; }
.mlp-play.mlp-page canvas:focus-visible { outline-offset: -2px; }
.mlp-play details { border-top: 1px solid var(--mlp-edge); }
.mlp-play summary { cursor: pointer; padding: 5px 2px; font-weight: 600; }
.mlp-play textarea { width: 100%; font: 12px/1.4 monospace; color: inherit;
  background: var(--mlp-back); }
`;
const BYTES = { units: Uint8Array, classes: Uint8Array, tests: Uint8Array,
  sheet_classes: Uint8Array, boundary: Uint16Array };
const KEPT = /^(points|classes|tests|run\d)$/; // come with whole frames only
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1],
  ArrowDown: [0, -1] };
// A newer wish takes the place of one that waits, if it has the same name and
// so many equal arguments.
const SAME = { set: 0, look: 0, move_point: 1, edit: 3 };

function render({ model, el }) {
  const root = rootOf(el, "mlp-play", STYLE);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Playground");
  const shows = []; // functions that bring a control up to date
  const queue = [];
  const nodes = {};
  const state = { parts: {}, shapes: {} };
  const options = { backward: false, hideTests: false, flat: false,
    logScale: false, lossTop: 0, showRuns: true, click: "choose",
    marked: false };
  const p = { state, options, nodes, chosen: { layer: 0, o: 0, i: 0 },
    over: null, cursor: null, scale: null, places: [], units: [],
    back: make("canvas"), controls: makeControls(shows), act, draw, choose,
    take, points, busy: () => talk.busy() };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let [asked, painted, wrong] = [0, 0, ""];

  function act(name, args = [], more = {}) {
    const last = queue[queue.length - 1];
    const equal = last && last.name === name && name in SAME &&
      args.slice(0, SAME[name]).join() ===
      last.arguments.slice(0, SAME[name]).join();
    if (equal) queue.pop();
    queue.push({ kind: "do", name, arguments: args,
      more: equal ? { ...last.more, ...more } : more });
    talk.go();
  }

  function take(which) {
    Object.assign(p.chosen, which);
    options.marked = true;
    shows.forEach((show) => show());
    draw();
  }

  function choose(n) { // at once, for whoever is faster than the kernel
    state.look = { ...state.look, instance: n };
    act("look", [], { instance: n });
  }

  function points() { return (state.parts.classes || []).length; }

  // ---- the page ----

  const bar = make("div", { class: "bar", role: "group",
    "aria-label": "Run" }, root);
  const press = (...button) => p.controls.button(bar, ...button);
  const play = press("\u25B6 Play", () =>
    act(state.playing ? "pause" : "play"), { class: "main" });
  press("One update", () => act("run", [1]));
  press("One epoch", () => act("run_epoch"));
  press("One step back", () => act("back"));
  press("Rewind", () => act("rewind"));
  press("New weights", () => act("new_weights"));
  const counts = make("div", { class: "counts" }, root);
  const numbers = ["update", "epoch", "training loss", "test loss",
    "right (training)", "right (test)"].map((name) =>
    make("b", {}, make("span", { text: `${name} ` }, counts)));
  const light = make("span", { class: "light", role: "status" }, counts);
  nodes.status = make("p", { role: "status", class: "formula",
    text: "The picture comes as soon as the kernel answers." }, root);
  nodes.reason = make("p", { role: "status", class: "reason" }, root);
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
  nodes.picture = picture;
  nodes.where = make("p", { role: "status", class: "where" }, leftPaper);
  nodes.legend = make("p", {}, leftPaper);
  nodes.netPaper = paper("Network");
  nodes.wires = make("canvas", { "aria-hidden": "true" }, nodes.netPaper);
  nodes.netKey = make("p", {}, nodes.netPaper);
  const rightPaper = paper("Loss curves and hidden space");
  nodes.curves = make("canvas", { role: "img",
    "aria-label": "Loss curves" }, rightPaper);
  nodes.space = make("canvas", { role: "img", hidden: "",
    "aria-label": "Where a layer puts the points" }, rightPaper);
  nodes.formula = make("p", { role: "status", class: "formula long" }, root);

  function draw() {
    if (!state.settings || !root.isConnected) return;
    painted = performance.now();
    if (document.activeElement === picture) {
      const [left, low, right, high] = state.box;
      p.cursor ||= [(left + right) / 2, (low + high) / 2];
    }
    drawPicture(p);
    if (state.parts.weights) drawNetwork(p);
    drawCurves(p);
    drawSpace(p);
    tell(p);
  }

  // ---- hearing ----

  function unpack({ whole, parts }, buffers) {
    const kept = whole ? {} : Object.fromEntries(Object.entries(state.parts)
      .filter(([name]) => KEPT.test(name)));
    parts.forEach(([name, ...shape], k) => {
      const { buffer, byteOffset, byteLength } = buffers[k];
      kept[name] = new (BYTES[name] || Float32Array)(
        buffer.slice(byteOffset, byteOffset + byteLength));
      state.shapes[name] = shape;
    });
    return kept;
  }

  function receive(frame, buffers) {
    if (!frame || frame.kind !== "frame") return;
    talk.hear(frame);
    if (frame.number && frame.number % 6 === 0) {
      model.send({ kind: "ack", number: frame.number });
    }
    const { choices, view, serial, refused, ...rest } = frame;
    if (view === talk.view) wrong = refused || "";
    if (rest.look && queue.length) { // a newer one may wait
      rest.look = state.look || rest.look;
    }
    Object.assign(state, rest, { parts: unpack(frame, buffers) });
    if (!state.settings) return; // a picture before the first answer
    if (choices && !shows.length) buildPanels(p, root, bar, choices, shows);
    talk.go();
    count(frame);
    if (frame.whole) {
      const { chosen } = p;
      chosen.layer = Math.min(chosen.layer, state.sizes.length - 2);
      chosen.o = Math.min(chosen.o, state.sizes[chosen.layer + 1] - 1);
      if (chosen.i !== "b") {
        chosen.i = Math.min(chosen.i, state.sizes[chosen.layer] - 1);
      }
      if (!talk.busy()) shows.forEach((show) => show());
      draw();
    } else if (!asked && performance.now() - painted > (calm.matches ? 250
      : 0)) {
      asked = requestAnimationFrame(() => { asked = 0; draw(); });
    }
  }

  function count({ playing, updates, epochs, losses, accuracies, light: [ok,
    text], error, stopped }) {
    say(play, playing ? "\u275A\u275A Pause" : "\u25B6 Play");
    const percent = (v) => (v === null ? "\u2013" : `${Math.round(100 * v)} %`);
    [updates, epochs, ...losses.map((loss) => number(loss, 3)),
      ...accuracies.map(percent)].forEach((text_, k) =>
      say(numbers[k], String(text_)));
    light.className = `light ${ok === null ? "" : ok ? "good" : "bad"}`;
    say(light, text || "gradients not checked yet");
    say(alert, error ? `${error}. The training has stopped.` : wrong);
    // While it trains a formula changes 30 times a second: not to be read out.
    nodes.formula.setAttribute("aria-live", playing ? "off" : "polite");
    say(nodes.reason, state.reason || "");
    say(nodes.status, stopped || (playing ? "Training." : error ? "" :
      "Ready. Play trains, and everything can be changed meanwhile."));
  }

  // ---- points, by mouse and by keyboard ----

  function place(n) { return [...state.parts.points.slice(2 * n, 2 * n + 2)]; }

  function nearest(x, y, within) {
    let [best, least] = [null, within];
    for (let n = 0; n < points(); n += 1) {
      if (state.parts.tests[n] && options.hideTests) continue;
      const [u, v] = place(n);
      const d = Math.hypot(p.scale.x(u) - x, p.scale.y(v) - y);
      if (d < least) [best, least] = [n, d];
    }
    return best;
  }

  function strike(x, y, keep = false) {
    const { click } = options;
    const n = nearest(x, y, click === "choose" ? Infinity : 14);
    if (click.startsWith("add")) {
      act("add_point", [p.scale.u(x), p.scale.v(y), Number(click.slice(3))]);
      if (keep) choose(points()); // the new one, to go on with by keyboard
    } else if (n !== null && click === "delete") {
      act("delete_point", [n]);
    } else if (n !== null) {
      choose(n);
    }
  }

  function where(event, node) {
    const box = node.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  let held = null;
  picture.addEventListener("pointerdown", (event) => {
    if (!p.scale) return;
    const [x, y] = where(event, picture);
    held = { n: nearest(x, y, 9), x, y, moved: false };
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => {
    if (!held || held.n === null) return;
    const [x, y] = where(event, picture);
    if (Math.hypot(x - held.x, y - held.y) > 3) held.moved = true;
    if (held.moved) act("move_point", [held.n, p.scale.u(x), p.scale.v(y)]);
  });
  picture.addEventListener("pointerup", (event) => {
    if (held && !held.moved) strike(...where(event, picture));
    held = null;
  });
  picture.addEventListener("focus", draw);
  picture.addEventListener("blur", draw);
  picture.addEventListener("keydown", (event) => {
    if (!p.scale || !p.cursor) return;
    const total = points();
    const { box, look: { instance: n } } = state;
    const chosen = n !== null && n < total;
    const way = WAYS[event.key]?.map((side) => side * (box[2] - box[0]) / 50);
    const on = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (way && event.shiftKey && chosen) {
      p.cursor = place(n).map((side, k) => side + way[k]);
      state.parts.points.set(p.cursor, 2 * n);
      act("move_point", [n, ...p.cursor]);
    } else if (way) {
      p.cursor = p.cursor.map((side, k) => Math.max(box[k], Math.min(
        side + way[k], box[k + 2])));
    } else if (event.key === "Enter" || event.key === " ") {
      strike(p.scale.x(p.cursor[0]), p.scale.y(p.cursor[1]), true);
    } else if (["Delete", "Backspace"].includes(event.key) && chosen) {
      act("delete_point", [n]);
    } else if (total && on) {
      const next = n === null ? 0 : (n + on + total) % total;
      p.cursor = place(next);
      choose(next);
    } else {
      return;
    }
    event.preventDefault();
    draw();
  });
  nodes.wires.addEventListener("click", (event) => {
    const [x, y] = where(event, nodes.wires);
    let [best, least] = [null, 7];
    p.places.slice(1).forEach((column, layer) => column.forEach((to, o) =>
      p.places[layer].forEach((from, i) => {
        const [ax, ay] = [from.x + from.side / 2, from.y];
        const [dx, dy] = [to.x - to.side / 2 - ax, to.y - ay];
        const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) /
          (dx * dx + dy * dy)));
        const d = Math.hypot(ax + t * dx - x, ay + t * dy - y);
        if (d < least) [best, least] = [{ layer, o, i }, d];
      })));
    if (best) take(best);
  });

  const sizes = new ResizeObserver(() => requestAnimationFrame(draw));
  sizes.observe(stage);
  model.on("msg:custom", receive);
  const talk = converse(model, alert, () => queue.shift());
  return () => {
    model.off("msg:custom", receive);
    sizes.disconnect();
    talk.close();
    cancelAnimationFrame(asked);
  };
}

export default { render };
