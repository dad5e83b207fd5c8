// The inspector: the network as a film, and below it every number as a button,
// with its slope under it. All texts come from the kernel, all of them at once;
// a step is a matter of the page alone, and the kernel is told where we are.

const STYLE = `
.mlp-inspector .mlp-bar input[type=range] { flex: 1 1 140px; margin: 0 4px;
  max-width: 320px; height: 24px; accent-color: var(--mlp-first); }
.mlp-inspector .mlp-bar output { font-variant-numeric: tabular-nums; }
.mlp-inspector .mlp-bar input.mlp-speed { flex: 0 1 80px; }
.mlp-inspector > canvas { display: block; width: 100%; max-width: 760px;
  margin-bottom: 10px; }
.mlp-net { display: flex; flex-wrap: wrap; gap: 12px; margin-bottom: 10px; }
.mlp-layer { border: 1px solid var(--mlp-edge); border-radius: 6px;
  padding: 2px 10px 8px; }
.mlp-layer > .mlp-title { margin: 2px 0 4px; font-size: 13px; font-weight: 600;
  color: var(--mlp-grey); }
.mlp-pairs { display: flex; flex-wrap: wrap; gap: 10px; }
.mlp-pair { display: grid; gap: 8px; align-content: start;
  grid-template-rows: auto auto; }
.mlp-array { display: grid; gap: 4px; align-content: start; }
.mlp-array > span { font: 12px/1.4 var(--jp-code-font-family, monospace);
  grid-column: 1 / -1; text-align: center; }
.mlp-array.mlp-slope > span { color: var(--mlp-grey); }
.mlp-array button { font: 12.5px/1 var(--jp-content-font-family, system-ui);
  font-variant-numeric: tabular-nums; color: inherit; cursor: pointer;
  width: 64px; height: 30px; padding: 0; border-radius: 15px;
  border: 1px solid var(--mlp-edge); background: var(--mlp-back);
  white-space: nowrap; }
.mlp-array.mlp-slope button { border-radius: 4px; }
.mlp-array button.mlp-blank { width: 30px; margin: 0 17px;
  border-radius: 15px; border-style: dotted; color: var(--mlp-grey); }
.mlp-array button.mlp-given { background: var(--mlp-soft); }
.mlp-array button.mlp-used { border: 2px dashed var(--mlp-second);
  font-weight: 600; }
.mlp-array button.mlp-chosen { border: 3px solid var(--mlp-first);
  font-weight: 600; }
.mlp-array button:is(.mlp-used, .mlp-chosen) { font-size: 12px;
  letter-spacing: -0.02em; }
.mlp-change { display: flex; flex-wrap: wrap; gap: 8px 14px;
  align-items: center; font-size: 14px; margin: 8px 0; }
.mlp-change[hidden] { display: none; }
.mlp-change input { width: 110px; min-height: 28px; margin-left: 8px;
  font: inherit; color: inherit; background: var(--mlp-back);
  padding: 2px 6px; border: 1px solid var(--mlp-edge); border-radius: 4px; }
.mlp-change input[aria-invalid=true] { border: 2px solid ${COLOURS.RED}; }
.mlp-page .mlp-change [role=alert] { margin: 0; }
.mlp-array button.mlp-wrong { position: relative;
  text-decoration: underline wavy ${COLOURS.RED}; }
.mlp-array button.mlp-wrong::after { content: "\\2260"; position: absolute;
  top: -9px; right: -5px; width: 17px; height: 17px; border-radius: 50%;
  font: 700 13px/17px system-ui, sans-serif; color: #fff;
  background: ${COLOURS.DARK_RED}; }
.mlp-panel { border-left: 4px solid var(--mlp-first); padding: 2px 12px;
  min-height: 5.6em; max-width: 760px; background: var(--mlp-soft);
  margin-bottom: 10px; }
.mlp-panel p { margin: 4px 0; overflow-wrap: anywhere;
  font-family: var(--jp-code-font-family, monospace); font-size: 13px; }
.mlp-panel p.mlp-words { font-family: inherit; font-size: 14px; }
.mlp-panel p:empty { display: none; }
.mlp-legend { font-size: 12px; color: var(--mlp-grey); margin: 6px 0 0;
  max-width: 80ch; }
`;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1],
  ArrowDown: [0, 1] };

// The button that is nearest in a direction; aside counts three times.
function nearest(buttons, from, [dx, dy]) {
  const middle = (button) => {
    const box = button.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x0, y0] = middle(from);
  let best = null;
  let least = Infinity;
  for (const button of buttons) {
    const [x, y] = middle(button);
    const along = (x - x0) * dx + (y - y0) * dy;
    const aside = Math.abs((x - x0) * dy) + Math.abs((y - y0) * dx);
    if (along > 4 && along + 3 * aside < least) {
      least = along + 3 * aside;
      best = button;
    }
  }
  return best;
}

function render({ model, el }) {
  const root = rootOf(el, "mlp-inspector", STYLE);
  const id = `mlp-number-${Math.random().toString(36).slice(2)}`;
  const bar = make("div", { class: "mlp-bar", role: "group",
    "aria-label": "Steps" }, root);
  const paper = make("canvas", { role: "img", "aria-label": "The network; " +
    "what is computed travels along its wires. The same numbers follow as " +
    "buttons." }, root);
  const panel = make("div", { class: "mlp-panel", role: "status" }, root);
  const film = makeFilm(bar, {
    play: "\u25B6 Play",
    step: () => state?.step || 0,
    steps: () => state?.steps || 0,
    at: (step) => inOrder.find((one) => one.step === step),
    go: (step, next) => go({ step, selected:
      (next || inOrder.find((one) => one.step === step))?.name || "" }),
    draw,
  });
  const texts = ["", "", "", "mlp-words"].map(
    (name) => make("p", { class: name }, panel));
  const net = make("div", { class: "mlp-net", role: "group", "aria-label":
    "Numbers of the network. Arrow keys move, Enter selects." }, root);
  const field = make("div", { class: "mlp-change", hidden: "" }, root);
  const label = make("label", { text: "change it:" }, field);
  const typed = make("input", { type: "text", inputmode: "decimal",
    autocomplete: "off", "aria-describedby": `${id}-refusal` }, label);
  const refusal = make("div", { role: "alert", id: `${id}-refusal` }, field);
  make("p", { class: "mlp-legend", text: "Wires: weights, each as wide as it " +
    "is large (blue, solid: above 0; orange, dashed: below); dots: biases. A " +
    "band around a wire: its slope dEdW. In the table, below each number: " +
    "its slope. Thick frame: the number that is read out. Dashed frames: " +
    "the numbers that it is made of. Dotted circles: not computed yet."
  }, root);
  const alert = make("div", { role: "alert" }, root);
  const buttons = new Map();
  const numbers = new Map();
  let inOrder = [];
  let state = null;
  let edits = {}; // what is on its way to the kernel

  function build(frame) {
    for (const [title, pairs] of frame.columns) {
      const box = make("section", { class: "mlp-layer" }, net);
      make("div", { class: "mlp-title", text: title }, box);
      const row = make("div", { class: "mlp-pairs" }, box);
      for (const pair of pairs) {
        const place = make("div", { class: "mlp-pair" }, row);
        pair.forEach((name, below) => array(frame, name, below, place));
      }
    }
    buttons.values().next().value.tabIndex = 0;
  }

  function array(frame, name, below, place) {
    const cells = frame.numbers.filter((number) => number.array === name);
    const columns = 1 + Math.max(...cells.map(({ index }) =>
      (index.length > 1 ? index[1] : 0)));
    const box = make("div", { role: "group", "aria-label": name,
      class: below && name !== "E" ? "mlp-array mlp-slope" : "mlp-array",
      style: `grid-template-columns: repeat(${columns}, 64px)` }, place);
    make("span", { text: name, "aria-hidden": "true" }, box);
    for (const cell of cells) {
      const button = make("button", { type: "button", tabindex: -1 }, box);
      button.dataset.name = cell.name;
      button.addEventListener("click", () => go({ selected: cell.name }));
      button.addEventListener("focus", () => {
        for (const other of buttons.values()) other.tabIndex = -1;
        button.tabIndex = 0;
      });
      buttons.set(cell.name, button);
    }
  }

  function paint() {
    const chosen = numbers.get(state.selected);
    for (const [name, button] of buttons) {
      const number = numbers.get(name);
      const known = number.step <= state.step;
      const wrong = known && number.warning !== "";
      const used = chosen && chosen.sources.includes(name);
      button.textContent = known ? number.shown : "";
      button.className = [!known && "mlp-blank", !number.step && "mlp-given",
        used && "mlp-used", chosen === number && "mlp-chosen",
        wrong && "mlp-wrong"].filter(Boolean).join(" ");
      button.setAttribute("aria-label", `${name}, ` + (known
        ? number.shown + (wrong ? ", not what the formula gives" : "")
        : "not computed yet"));
      button.setAttribute("aria-pressed", chosen === number);
    }
    film.paint();
    draw();
    read(chosen);
  }

  // Where the units are, and all that is known, on the paper.
  function draw() {
    if (!state || !root.clientWidth) return;
    takePaper(root);
    const { sizes } = state;
    const [pen, width, height] = sheet(paper, 70 + 62 * Math.max(...sizes));
    const side = 34;
    const places = sizes.map((n, level) => Array.from({ length: n }, (_, k) => ({
      x: 44 + (width - 88) * level / (sizes.length - 1), side,
      y: height / 2 + 8 + (k - (n - 1) / 2) * (side + 28) })));
    drawPass(pen, { places, numbers: inOrder, step: state.step, film,
      rate: state.rate });
    places.forEach((column, level) => column.forEach(({ x, y }, k) => {
      ring(pen, x, y, side / 2, GREY, 1.2);
      const layer = sizes.length > 2 ? level : "";
      write(pen, level ? `y${layer}[${k}]` : `x[${k}]`, x, y, "center", GREY);
    }));
    paper.dataset.drawn = Number(paper.dataset.drawn || 0) + 1;
  }

  function read(chosen) {
    const known = chosen && (chosen.step <= state.step
      || chosen.name === film.moving?.name); // an answer made it anew
    const [formula, values, result] = chosen ? chosen.lines : ["", "", ""];
    field.hidden = !chosen || chosen.step > 0;
    if (!field.hidden && document.activeElement !== typed) {
      typed.value = String(chosen.value).replace("-", "\u2212");
      refuse("");
    }
    say(texts[0], formula);
    say(texts[1], known ? values : "");
    say(texts[2], chosen && chosen.step <= state.step ? result : "");
    if (!chosen) {
      say(texts[3], "Press \u201cPlay\u201d, or \u201cnext\u201d to compute " +
        "the first number, or choose any number to see its formula.");
    } else if (!known) {
      say(texts[3], `Not computed yet: it comes in step ${chosen.step}. ` +
        "What will it be?");
    } else {
      say(texts[3], chosen.warning);
    }
  }

  function go(values) {
    if (!state) return;
    state = { ...state, ...values };
    paint();
    link.ask(values);
  }

  net.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (!way || !buttons.has(event.target.dataset.name)) return;
    event.preventDefault();
    const next = nearest(buttons.values(), event.target, way);
    if (next) next.focus();
  });

  function refuse(words) {
    say(refusal, words);
    typed.setAttribute("aria-invalid", words !== "");
  }

  typed.addEventListener("change", () => {
    const text = typed.value.trim();
    const value = Number(text.replace("\u2212", "-").replace(",", "."));
    if (!text || Number.isNaN(value)) {
      refuse(`Not a number: \u201c${text}\u201d. Write it as 0.5 or ` +
        "\u22122.");
      return;
    }
    refuse("");
    edits = { ...edits, [state.selected]: value };
    link.ask({ edit: edits });
  });
  typed.addEventListener("blur", () => {
    if (refusal.textContent) setTimeout(paint); // it shows what counts
  });
  const link = connect(model, alert, (frame, buffers, mine) => {
    inOrder = frame.numbers;
    for (const number of frame.numbers) numbers.set(number.name, number);
    if (!buttons.size) build(frame);
    if (!mine) return;
    if (frame.refused && Object.keys(edits).length) {
      refuse(frame.refused);
      say(alert, frame.error || "");
    }
    edits = {};
    // A film that runs knows better where it is than an answer that is late.
    const { step, selected } = film.moving || film.playing ? state : frame;
    state = { step, selected, steps: frame.steps, sizes: frame.sizes,
      rate: frame.rate };
    if (!film.playing) paint();
  });
  const unfollow = followTheme(root, draw);
  return () => {
    film.close();
    unfollow();
    link.close();
  };
}

export default { render };
