// The live half of a Playground. The page asks ("hello", "do") and acknowledges
// pictures ("ack"); the kernel sends frames. What is drawn is chosen here.

const BYTES = { units: Uint8Array, classes: Uint8Array, tests: Uint8Array,
  sheet_classes: Uint8Array, boundary: Uint16Array };
const KEPT = /^(points|classes|tests|run\d)$/; // come with whole frames only
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1],
  ArrowDown: [0, -1] };
// A newer wish takes the place of one that waits, if it has the same name and
// so many equal arguments.
const SAME = { set: 0, look: 0, move_point: 1, edit: 3 };
// Of these so many may wait, and after one of CLEAR none has to.
const REPEATED = ["run", "run_epoch", "back", "undo"];
const MOST_WAITING = 2;
const CLEAR = ["pause", "play", "rewind", "new_weights", "preset"];

function render({ model, el }) {
  const root = rootOf(el, "mlp-play", STYLE);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Playground");
  const shows = []; // functions that bring a control up to date
  const queue = [];
  const nodes = {};
  const state = { parts: {}, shapes: {} };
  const options = { backward: false, hideTests: false, flat: false,
    logScale: false, lossTop: 0, showRuns: true, click: "choose" };
  const p = { state, options, nodes, shows, over: null, cursor: null,
    scale: null, places: [], units: [], slider: null, back: make("canvas"),
    controls: makeControls(shows), act, draw, choose, point, points,
    busy: () => talk.busy(), keys: false, wire: null };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let [asked, painted, wrong, news] = [0, 0, "", ""];

  function act(name, args = [], more = {}) {
    const last = queue[queue.length - 1];
    const equal = last && last.name === name && name in SAME &&
      args.slice(0, SAME[name]).join() ===
      last.arguments.slice(0, SAME[name]).join();
    if (equal) queue.pop();
    const waiting = queue.filter((wish) => wish.name === name).length;
    if (REPEATED.includes(name) && waiting >= MOST_WAITING) return;
    if (CLEAR.includes(name)) {
      queue.splice(0, queue.length, ...queue.filter((wish) =>
        !REPEATED.includes(wish.name)));
    }
    queue.push({ kind: "do", name, arguments: args,
      more: equal ? { ...last.more, ...more } : more });
    talk.go();
  }

  function point(unit) { // at an input or a unit: its map fills the picture
    if (String(unit) === String(p.over)) return;
    p.over = unit;
    act("look", [], { unit });
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
  press("New weights", () => act("new_weights"));
  const slowly = press("Slowly", () => act("slow", [!state.slow]));
  const counts = make("div", { class: "counts" }, root);
  const numbers = ["update", "epoch", "loss", "test", "right",
    "test"].map((name) =>
    make("b", {}, make("span", { text: `${name} ` }, counts)));
  const light = make("span", { class: "light", role: "status" }, counts);
  const alert = make("div", { role: "alert" }, root);
  const stage = make("div", { class: "stage" }, root);
  const paper = (label) => make("div", { class: "paper", role: "group",
    "aria-label": label }, stage);
  const leftPaper = paper("Points and decision boundary");
  const picture = make("canvas", { tabindex: "0", role: "application",
    class: "big", "aria-label": "Points and boundary. Arrows move a cross, " +
      "Enter does what 'A click in the picture' says, Shift and arrows move " +
      "the chosen point, Delete deletes it, N and P choose the next and the " +
      "previous point" }, leftPaper);
  nodes.picture = picture;
  const clicks = make("div", { class: "clicks" }, leftPaper);
  nodes.where = make("p", { role: "status", class: "where" }, leftPaper);
  const rightPaper = paper("Network, loss curves and hidden space");
  nodes.netPaper = make("div", { class: "paper" }, rightPaper);
  nodes.wires = make("canvas", { "aria-hidden": "true" }, nodes.netPaper);
  nodes.over = make("canvas", { role: "presentation", class: "over",
    hidden: "" }, nodes.netPaper);
  p.film = makeFilm(make("div", { class: "mlp-bar film", role: "group",
    "aria-label": "Slow pass", hidden: "" }, rightPaper), slowHost(p));
  nodes.curves = make("canvas", { role: "img",
    "aria-label": "Loss curves" }, rightPaper);
  const runs = make("div", {}, rightPaper);
  nodes.space = make("canvas", { role: "img", hidden: "",
    "aria-label": "Where a layer puts the points" }, rightPaper);
  const told = make("div", { class: "told" }, root);
  nodes.formula = make("p", { role: "status", class: "formula" }, told);
  nodes.status = make("p", { role: "status", class: "status",
    text: "The picture comes as soon as the kernel answers." }, told);
  nodes.reason = make("p", { role: "status", class: "reason" }, told);
  nodes.printed = make("p", { class: "printed" }, told);
  const panels = make("div", { class: "panels", hidden: "" }, root);
  let [more, showRuns] = [null, null];

  function build(choices) {
    p.choices = choices;
    state.most = { layers: choices.layers, units: choices.units };
    buildRow(p, bar, choices);
    more = press("", () => open(panels.hidden), { class: "more" });
    buildClicks(p, clicks);
    showRuns = buildRuns(p, runs);
    buildPanels(p, panels, choices);
    open(state.full);
    say(nodes.legend, "Filled points: training, hollow: test. Dark line: " +
      "where the most probable class changes; in the map of a unit, where " +
      "its sum is 0. Drag a point to move it.");
  }

  function open(yes) {
    panels.hidden = !yes;
    say(more, yes ? "Less \u25B4" : "More \u25BE");
    more.setAttribute("aria-expanded", yes);
  }

  function draw() {
    // Without a width, as in a hidden tab, places would be wrong.
    if (!more || !state.settings || !root.clientWidth) return;
    painted = performance.now();
    takePaper(root);
    showRuns();
    if (document.activeElement === picture) {
      const [left, low, right, high] = state.box;
      p.cursor ||= [(left + right) / 2, (low + high) / 2];
    }
    drawPicture(p);
    if (state.parts.weights) drawNetwork(p);
    nodes.curves.hidden = Boolean(state.slow);
    if (!state.slow) drawCurves(p);
    drawSpace(p);
    p.slider?.show();
    slowly.setAttribute("aria-pressed", Boolean(state.slow));
    if (drawSlow(p)) return;
    const { over } = p;
    say(nodes.formula, over && state.parts.weights
      && state.sizes[over[0]] > over[1]
      ? explain(state, options.backward, ...over) : p.wire && !p.slider ? wireTold(p)
      : "Point at a unit: its map fills the picture, its formula stands " +
        "here. Click a wire or a bias to change it.");
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
    const wish = queue.find(({ name, more: { hidden } }) =>
      name === "set" && hidden);
    if (wish && rest.settings) rest.settings.hidden = wish.more.hidden;
    const classes = state.num_classes || rest.num_classes;
    Object.assign(state, rest, { parts: unpack(frame, buffers) });
    if (frame.updates) news = "";
    else if (classes !== state.num_classes && state.settings.data === "own"
      && !state.given) {
      news = ` ${state.num_classes} classes now, so a new network begins.`;
    }
    if (!state.settings) return; // a picture before the first answer
    if (choices && !shows.length) build(choices);
    talk.go();
    count(frame);
    if (frame.whole) {
      if (p.over && !(state.sizes[p.over[0]] > p.over[1])) p.over = null;
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
    for (const k of [3, 5]) { // where nothing is for the test
      numbers[k].parentNode.hidden = losses[1] === null;
    }
    light.className = `light ${ok === null ? "" : ok ? "good" : "bad"}`;
    say(light, text || "gradients not checked yet");
    say(alert, error ? `${error}. The training has stopped.` : wrong);
    say(nodes.printed, state.printed && `Your layer prints: ${state.printed}`);
    // While it trains a formula changes 30 times a second: not to be read out.
    nodes.formula.setAttribute("aria-live", playing ? "off" : "polite");
    say(nodes.reason, state.reason || "");
    say(nodes.status, playing ? "Training." : paused(
      { updates, losses, error, stopped }));
  }

  function paused({ updates, losses, error, stopped }) {
    if (error && !stopped) return "";
    const reached = updates ? ` After ${updates} update${updates === 1 ? ""
      : "s"} the training loss is ${number(losses[0], 3)}.` : news;
    return stopped ? stopped + reached : `Ready.${reached} Play trains, and ` +
      "everything can be changed meanwhile.";
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
    const reach = event.pointerType === "touch" ? 18 : 9;
    held = { n: nearest(x, y, reach), x, y, moved: false };
    p.keys = false;
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
  picture.addEventListener("pointercancel", () => { held = null; });
  picture.addEventListener("focus", () => {
    p.keys = !held; // whoever has the mouse needs no cross
    draw();
  });
  picture.addEventListener("blur", draw);
  picture.addEventListener("keydown", (event) => {
    if (!p.scale || !p.cursor) return;
    p.keys = true;
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
  hearWires(p, where);

  const unfollow = followTheme(root, draw);
  model.on("msg:custom", receive);
  const talk = converse(model, alert, () => queue.shift());
  return () => {
    model.off("msg:custom", receive);
    unfollow();
    p.film.close();
    talk.close();
    cancelAnimationFrame(asked);
  };
}

export default { render };
