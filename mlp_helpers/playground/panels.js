// The row of controls that matter, and the panels behind "More". `p.act` asks
// the kernel, `p.draw` draws what only the page knows.

const RATES = [-4, -3, -2, -1, 0, 1].flatMap((power) =>
  [1, 1.5, 2, 3, 5, 7].map((m) => Number((m * 10 ** power).toPrecision(2))));

function nearestRate(v) {
  return RATES.reduce((best, r, k) => (Math.abs(Math.log(r / v))
    < Math.abs(Math.log(RATES[best] / v)) ? k : best), 0);
}

function buildRow(p, bar, choices) {
  const { state, act } = p;
  const { pick, slide } = p.controls;
  const set = (name) => (value) => act("set", [], { [name]: value });
  const inline = ({ box, control }) => {
    box.classList.add("inline");
    return control;
  };
  const called = { xor: "XOR", gaussians: "Gaussians", own: "your points" };
  inline(pick(bar, "data", () => choices.data.map((name) => [name,
    called[name] || name.replace(/_/g, " ")]), () => state.settings.data,
  set("data")));
  inline(slide(bar, "rate", 0, RATES.length - 1, 1,
    () => nearestRate(state.settings.learning_rate),
    (k) => set("learning_rate")(RATES[k]), (k) => String(
      k === nearestRate(state.settings.learning_rate) && !p.busy()
        ? state.settings.learning_rate : RATES[k])));
  const used = () => [...new Set(state.settings.activations)];
  inline(pick(bar, "activation", () => [...choices.activations.map((n) =>
    [n, n]), ...(used().length === 1 ? [] : [["", used().length ? "several"
      : "none"]])], () => (used().length === 1 ? used()[0] : ""), (name) =>
    name && set("activations")(state.settings.hidden.map(() => name))));
}

// What a click in the picture does, and the way back.
function buildClicks(p, place) {
  const { state, options, act, choices } = p;
  const group = make("div", { class: "chips", role: "radiogroup",
    "aria-label": "A click in the picture" }, place);
  const undo = p.controls.button(place, "Undo", () => act("undo"));
  const name = `mlp-click-${Math.random().toString(36).slice(2)}`;
  p.shows.push(() => {
    undo.disabled = !state.undoable;
    const most = Math.min(state.num_classes + 1, choices.classes);
    const words = [["choose", "choose, drag", "choose or drag a point"],
      ...Array.from({ length: most }, (_, c) => [`add${c}`, `+ ${SIGNS[c]}`,
        `add class ${c}`, c < state.num_classes ? "" : " (new)"]),
      ["delete", "delete"]];
    if (group.dataset.most !== String(most)) {
      group.dataset.most = most;
      group.replaceChildren();
      for (const [value, text, longer = text, fresh = ""] of words) {
        const label = make("label", { class: "chip", title: fresh
          ? `${longer}: a new network with ${most} outputs begins`
          : longer }, group);
        const radio = make("input", { type: "radio", name, value,
          "aria-label": longer + fresh }, label);
        make("span", { text }, label);
        radio.checked = value === options.click;
        radio.addEventListener("change", () => { options.click = value; });
      }
    }
  });
}

// The runs whose curves are seen, by their names; a click brings one back.
// Returns what brings them up to date.
function buildRuns(p, place) {
  const { state, options, act } = p;
  const group = make("div", { class: "runs", role: "group",
    "aria-label": "Runs" }, place);
  const sample = (node, colour, dash, width) => {
    node.insertAdjacentHTML("afterbegin", "<svg width='22' height='8' " +
      `aria-hidden='true'><line x1='0' y1='4' x2='22' y2='4' stroke='${colour}` +
      `' stroke-width='${width}' stroke-dasharray='${dash}'/></svg>`);
  };
  return () => {
    const names = options.showRuns ? state.runs : [];
    const key = JSON.stringify([names, state.run, BACK]);
    if (group.dataset.key === key) return;
    group.dataset.key = key;
    group.hidden = !names.length;
    group.replaceChildren();
    names.forEach((name, k) => {
      const node = make("button", { type: "button", text: name, title:
        "Go on with this run: its settings and its weights" }, group);
      sample(node, GREY, EARLIER[k % 4], 1.4);
      node.addEventListener("click", () => act("restore_run", [k]));
    });
    if (names.length) {
      const now = make("span", { text: state.run }, group);
      sample(now, CURVES[0], "", 2);
    }
  };
}

function buildPanels(p, root, choices) {
  const { state, options, act } = p;
  const { button, pick, count, slide, tick, only } = p.controls;
  const now = (name) => () => state.settings[name];
  const set = (name) => (value) => act("set", [], { [name]: value });
  const list = (name, k, value) => { // one entry of a setting that is a list
    const values = [...state.settings[name]];
    values[k] = value;
    act("set", [], { [name]: values });
  };
  const option = (name) => (value) => { options[name] = value; p.draw(); };
  const whole = (parent, name, text, high = choices.numbers[name][1]) =>
    count(parent, text, choices.numbers[name][0], high,
      choices.numbers[name][2] ? 1 : "any", now(name), set(name));
  const word = (parent, name, text, words) =>
    pick(parent, text, () => words, now(name), set(name));
  const panel = (title, open = true) => {
    const details = make("details", open ? { open: "" } : {}, root);
    make("summary", { text: title }, details);
    return make("div", { class: "fields" }, details);
  };

  const run = panel("Run");
  for (const [text, ...what] of [["One epoch", "run_epoch"],
    ["One step back", "back"], ["Rewind", "rewind"]]) {
    button(run, text, () => act(...what));
  }
  pick(run, "Speed", () => choices.speeds, () => state.speed,
    (value) => act("speed", [value]));

  const looks = panel("Look");
  pick(looks, "Network shows", () => [["forward", "forward: activations"],
    ["backward", "backward: deltas, gradients"]],
  () => (options.backward ? "backward" : "forward"), (value) => {
    options.backward = value === "backward";
    if (options.backward && state.look.instance === null) p.choose(0);
    p.draw();
  });
  count(looks, "of instance", 0, 999, 1, () => state.look.instance ?? "",
    (n) => p.choose(Math.max(0, Math.min(n, p.points() - 1))));
  pick(looks, "Hidden space", () => [[0, "not shown"],
    ...state.settings.hidden.map((_, k) => [k + 1, `of layer ${k + 1}`])],
  () => state.look.space, (v) => act("look", [], { space: Number(v),
    axes: [0, 1] }));
  for (const side of [0, 1]) {
    const width = () =>
      (state.look.space && state.sizes[state.look.space]) || 2;
    only(pick(looks, side ? "up" : "across", () => Array.from(
      { length: width() }, (_, k) => [k, `unit ${k}`]),
    () => state.look.axes[side], (value) => {
      const axes = [...state.look.axes];
      axes[side] = Number(value);
      act("look", [], { axes });
    }).box, () => width() > 2);
  }
  tick(looks, "test points", true, (on) => option("hideTests")(!on));
  tick(looks, "classes without probabilities", false, option("flat"));
  tick(looks, "loss: log scale", false, option("logScale"));
  count(looks, "loss axis up to (0: all)", 0, 1000, "any",
    () => options.lossTop, option("lossTop"));
  tick(looks, "earlier runs", true, option("showRuns"));
  button(looks, "Forget earlier runs", () => act("forget"));

  const data = panel("Data and presets");
  pick(data, "Preset", () => [["", "choose one"], ...choices.presets.map((n) =>
    [n, n])], () => choices.presets.find((n) =>
    state.reason.startsWith(`${n}. `)) || "", (value) => {
    if (value) act("preset", [value]);
  });
  pick(data, "Compare", () => [["", "two runs"], ...choices.questions.map(
    (n) => [n, n])], () => choices.questions.find((n) =>
    state.reason.startsWith(`${n}. `)) || "", (value) => {
    if (value) act("compare", [value]);
  });
  const drawn = () => state.settings.data !== "own";
  only(whole(data, "points", "number of points", 500).box, drawn);
  only(slide(data, "noise", 0, 0.5, 0.01, now("noise"), set("noise"),
    (v) => number(v)).box, drawn);
  slide(data, "test part", 0, 0.9, 0.05, now("test"), set("test"),
    (v) => `${Math.round(100 * v)} %`);
  only(whole(data, "classes", "classes").box,
    () => state.settings.data === "gaussians");
  only(button(data, "New points", () =>
    set("data_seed")(state.settings.data_seed + 1)), drawn);
  button(data, "Delete all points", () => act("delete_all"));

  const net = panel("Network");
  count(net, "hidden layers", 0, choices.layers, 1,
    () => state.settings.hidden.length, (n) => set("hidden")(Array.from(
      { length: n }, (_, k) => state.settings.hidden[k] ?? 4)));
  const row = make("div", { class: "fields", style: "padding: 0" }, net);
  for (let k = 0; k < choices.layers; k += 1) {
    const there = () => k < state.settings.hidden.length;
    const units = count(row, `units ${k + 1}`, 1, choices.units, 1,
      () => state.settings.hidden[k] ?? "", (n) => list("hidden", k, n));
    units.control.style.width = "60px";
    only(units.box, there);
    only(pick(row, `activation ${k + 1}`, () => choices.activations,
      () => state.settings.activations[k] ?? "tanh",
      (name) => list("activations", k, name)).box, there);
  }
  only(word(net, "output", "output activation", choices.activations).box,
    () => state.settings.error === "squared_error");
  word(net, "error", "error", choices.errors);
  word(net, "start", "initial weights", choices.starts.map((n) => [n, {
    suited: "suited to the activation", small: "ten times smaller",
    large: "three times larger", zeros: "all 0",
    spread: "steep and spread out" }[n]]));
  whole(net, "seed", "seed");

  const learn = panel("Training");
  slide(learn, "momentum", 0, 0.98, 0.02, now("momentum"), set("momentum"),
    (v) => number(v));
  whole(learn, "batch_size", "batch size (0: all)");
  pick(learn, "weight decay", () => [...new Set([0, 0.0001, 0.001, 0.003,
    0.01, 0.03, 0.1, state.settings.decay])].map((v) => [v, v]),
  now("decay"), (value) => set("decay")(Number(value)));
  whole(learn, "stop_loss", "stop at loss (0: never)");
  whole(learn, "stop_epoch", "stop at epoch (0: never)");

  const keep = panel("This experiment as a line to paste", false);
  const text = make("textarea", { rows: "4", readonly: "",
    "aria-label": "This experiment as a line of Python" }, keep);
  p.shows.push(() => {
    if (text.value !== state.line) text.value = state.line;
  });
  button(keep, "Copy", () => {
    text.select(); // the old way works where the new one is forbidden
    document.execCommand("copy");
  });
  make("span", { text: "It starts from the initial weights. Weights set by " +
    "hand, and when something was changed, are not in it." }, keep);

  const key = panel("How to read it");
  p.nodes.legend = make("p", {}, key);
  p.nodes.netKey = make("p", {}, key);
}
