// The controls of a playground, all native. Each maker returns its box and its
// control; what it pushes to `shows` brings it up to date.

function makeControls(shows) {
  const own = Math.random().toString(36).slice(2);
  let names = 0;

  function button(parent, text, does, more = {}) {
    const node = make("button", { type: "button", text, ...more }, parent);
    node.addEventListener("click", does);
    return node;
  }

  function field(parent, text, control) {
    names += 1;
    control.id = `mlp-${own}-${names}`;
    const box = make("div", { class: "field" }, parent);
    const head = make("div", {}, box);
    make("label", { for: control.id, text }, head);
    box.append(control);
    return { box, head, control };
  }

  // `options()` are pairs of a value and its text, or words.
  function pick(parent, text, options, value, does) {
    const select = make("select");
    select.addEventListener("change", () => does(select.value));
    shows.push(() => {
      const wanted = options().map((option) => (Array.isArray(option)
        ? option.map(String) : [option, option.replace(/_/g, " ")]));
      const key = JSON.stringify(wanted);
      if (select.dataset.key !== key) {
        select.dataset.key = key;
        select.replaceChildren(...wanted.map(([v, t]) =>
          make("option", { value: v, text: t })));
      }
      select.value = String(value());
    });
    return field(parent, text, select);
  }

  function count(parent, text, low, high, step, value, does) {
    const input = make("input", { type: "number", min: low, max: high, step });
    let typing = false;
    shows.push(() => {
      if (document.activeElement !== input || !typing) input.value = value();
    });
    input.addEventListener("input", () => { typing = true; });
    input.addEventListener("change", () => {
      typing = false;
      if (input.value !== "") does(Number(input.value));
      else input.value = value();
    });
    return field(parent, text, input);
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
  }

  function only(box, when) { // a control that is not always of use
    shows.push(() => { box.style.display = when() ? "" : "none"; });
  }

  return { button, pick, count, slide, tick, only };
}

// All panels. `p.act` asks the kernel, `p.draw` draws what only the page knows.
function buildPanels(p, root, bar, choices, shows) {
  const { state, options, act, chosen } = p;
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
  const panel = (title, open) => {
    const details = make("details", open ? { open: "" } : {}, root);
    make("summary", { text: title }, details);
    return make("div", { class: "fields" }, details);
  };

  pick(bar, "Speed", () => choices.speeds, () => state.speed,
    (value) => act("speed", [value])).box.classList.add("inline");

  const looks = panel("Look", true);
  pick(looks, "A click in the picture", () => {
    const most = Math.min(state.num_classes + 1, choices.classes);
    return [["choose", "chooses the nearest point"],
      ...Array.from({ length: most }, (_, c) => [`add${c}`,
        `adds ${SIGNS[c]} class ${c}${c < state.num_classes ? "" : " (new)"}`]),
      ["delete", "deletes the nearest point"]];
  }, () => options.click, option("click"));
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
  () => state.look.space, (v) => act("look", [], { space: Number(v) }));
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

  const data = panel("Data and presets", true);
  pick(data, "Preset", () => [["", "choose one"], ...choices.presets.map((n) =>
    [n, n])], () => choices.presets.find((n) =>
    state.reason.startsWith(`${n}. `)) || "", (value) => {
    if (value) act("preset", [value]);
  });
  word(data, "data", "Points", choices.data);
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

  const net = panel("Network", true);
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

  const learn = panel("Training", true);
  const place = (v) => RATES.reduce((best, r, k) => (Math.abs(Math.log(r / v))
    < Math.abs(Math.log(RATES[best] / v)) ? k : best), 0);
  const rate = slide(learn, "learning rate", 0, RATES.length - 1, 1,
    () => place(state.settings.learning_rate),
    (k) => set("learning_rate")(RATES[k]), (k) => String(
      k === place(state.settings.learning_rate) && !p.busy()
        ? state.settings.learning_rate : RATES[k]));
  rate.control.style.width = "180px";
  slide(learn, "momentum", 0, 0.98, 0.02, now("momentum"), set("momentum"),
    (v) => number(v));
  whole(learn, "batch_size", "batch size (0: all)");
  pick(learn, "weight decay", () => [...new Set([0, 0.0001, 0.001, 0.003,
    0.01, 0.03, 0.1, state.settings.decay])].map((v) => [v, v]),
  now("decay"), (value) => set("decay")(Number(value)));
  whole(learn, "stop_loss", "stop at loss (0: never)");
  whole(learn, "stop_epoch", "stop at epoch (0: never)");

  const edit = panel("One weight, by hand", false);
  const range = (level) => Array.from({ length: state.sizes[level] || 1 },
    (_, k) => [k, `${level ? `y${level}` : "x"}[${k}]`]);
  pick(edit, "of layer", () => state.sizes.slice(1).map((_, k) => [k, k + 1]),
    () => chosen.layer, (v) => p.take({ layer: Number(v), o: 0, i: 0 }));
  pick(edit, "into unit (row)", () => range(chosen.layer + 1),
    () => chosen.o, (v) => p.take({ o: Number(v) }));
  pick(edit, "from (column)", () => [...range(chosen.layer),
    ["b", "1: the bias b"]], () => chosen.i,
  (v) => p.take({ i: v === "b" ? "b" : Number(v) }));
  const change = (value) => act("edit", [chosen.layer, chosen.o,
    chosen.i === "b" ? null : chosen.i, value]);
  slide(edit, "value", -10, 10, 0.05, () => weight(p), change,
    (v) => number(v)).control.style.width = "220px";
  count(edit, "value, exactly", -1000, 1000, "any",
    () => Number(weight(p).toPrecision(4)), change);
  make("span", { text: "A click on a line of the network chooses its " +
    "weight." }, edit);

  const keep = panel("This experiment as a line to paste", false);
  const text = make("textarea", { rows: "4", readonly: "",
    "aria-label": "This experiment as a line of Python" }, keep);
  shows.push(() => { if (text.value !== state.line) text.value = state.line; });
  make("span", { text: "It starts from the initial weights. Weights set by " +
    "hand, and when something was changed, are not in it." }, keep);
}
const RATES = [-4, -3, -2, -1, 0, 1].flatMap((power) =>
  [1, 1.5, 2, 3, 5, 7].map((m) => Number((m * 10 ** power).toPrecision(2))));
