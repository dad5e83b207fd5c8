// The network of a playground: maps, wires, biases; what is pointed at, and
// the slider that opens on a wire.

const HIGH = 322; // of the picture
const HEAD = 34; // there stand the layers' names and their + and -

// Where the units are; makes their buttons anew when that changes.
function layOut(p) {
  const { sizes } = p.state;
  const width = p.nodes.wires.clientWidth || 300;
  const edge = 36; // the middles of the first and the last column
  p.places = sizes.map((n, level) => {
    const pitch = (HIGH - HEAD - 4) / n;
    const roomy = pitch > 43; // for a number below each square
    const side = Math.max(7, Math.min(roomy ? 46 : 28, pitch - (roomy ? 15 : 2),
      0.5 * width / sizes.length));
    const step = Math.min(pitch, side + 26);
    return Array.from({ length: n }, (_, k) => ({
      x: (width - 2 * edge) * level / (sizes.length - 1) + edge,
      y: HEAD + (HIGH - HEAD) / 2 + (k - (n - 1) / 2) * step - 4, side,
      roomy: n === 1 || step - side >= 13 }));
  });
  const key = JSON.stringify([sizes, width]);
  if (p.laidOut === key) return;
  p.laidOut = key;
  p.wire = null;
  closeSlider(p);
  const focused = p.units.flatMap((column, level) => column.map((unit, k) =>
    [unit, level, k])).find(([unit]) => unit === document.activeElement);
  p.units.flat().forEach((unit) => unit.remove());
  p.units = p.places.map((column, level) => column.map(({ x, y, side }, k) =>
    unitAt(p, level, k, x, y, side)));
  layOutHeads(p, width);
  if (focused) { // stay where the reader was
    const column = p.units[Math.min(focused[1], sizes.length - 1)];
    column[Math.min(focused[2], column.length - 1)].focus();
  }
}

function unitAt(p, level, k, x, y, side) {
  const node = make("button", { type: "button", class: "unit",
    tabindex: level + k ? "-1" : "0", "aria-label": level
      ? `unit ${k} of layer ${level}` : `input ${k}`, style:
      `left: ${x - side / 2}px; top: ${y - side / 2}px; ` +
      `width: ${side}px; height: ${side}px` }, p.nodes.netPaper);
  make("canvas", {}, node);
  const point = () => p.point([level, k]);
  const leave = () => p.point(p.units.flat().includes(document.activeElement)
    ? p.over : null);
  node.addEventListener("focus", point);
  node.addEventListener("blur", () => p.point(null));
  node.addEventListener("pointerenter", point);
  node.addEventListener("pointerleave", leave);
  node.addEventListener("mousedown", (event) => event.preventDefault());
  node.addEventListener("click", (event) => {
    point();
    if (level && !event.detail) openSlider(p, { layer: level - 1, o: k, i: "b" });
  });
  node.addEventListener("keydown", (event) => walk(p, event, level, k));
  return node;
}

function walk({ units }, event, level, k) {
  const way = WAYS[event.key];
  if (!way) return;
  event.preventDefault();
  const column = units[level + way[0]];
  if (!column) return;
  const next = column[Math.max(0, Math.min(k - way[1], column.length - 1))];
  units.flat().forEach((unit) => unit.setAttribute("tabindex", "-1"));
  next.setAttribute("tabindex", "0");
  next.focus();
}

// The names of the layers, and a + and a - on each hidden one.
function layOutHeads(p, width) {
  const { state: { sizes, settings, most }, nodes: { netPaper } } = p;
  p.heads?.forEach((node) => node.remove());
  const { hidden } = settings;
  // Whoever clicks twice before the kernel answers wants two.
  const change = (next) => {
    const values = next(p.state.settings.hidden);
    p.state.settings = { ...p.state.settings, hidden: values };
    p.act("set", [], { hidden: values });
  };
  const head = (x, ...children) => {
    const node = make("div", { class: "head" }, netPaper);
    node.append(...children);
    node.style.left = `${Math.max(node.offsetWidth / 2 + 2, Math.min(x,
      width - node.offsetWidth / 2 - 2))}px`;
    return node;
  };
  const small = (text, label, does) => {
    const node = make("button", { type: "button", text, "aria-label": label,
      title: label });
    node.addEventListener("click", does);
    return node;
  };
  const own = p.state.given; // the shape of a given network stays
  const pitch = p.places[1][0].x - p.places[0][0].x;
  netPaper.classList.toggle("tight", pitch < 104);
  p.heads = sizes.map((n, level) => {
    const full = pitch >= 104 || !level || level === sizes.length - 1;
    const name = make("span", { text: (level ? `y${level}` : "x") +
      (full ? ` [${n}]` : ""), title: level ? `${n} units` : "two inputs" });
    if (own || pitch < 66 || !level || level === sizes.length - 1) {
      return head(p.places[level][0].x, name);
    }
    const add = (m) => change((now) => now.flatMap((size, k) => {
      const wanted = Math.min(size + m, Math.max(most.units, size));
      return k !== level - 1 ? [size] : wanted ? [wanted] : [];
    }));
    return head(p.places[level][0].x,
      small("\u2212", n > 1 ? `one unit fewer in layer ${level}`
        : `remove layer ${level}`, () => add(-1)), name,
      small("+", `one unit more in layer ${level}`, () => add(1)));
  });
  if (!own && hidden.length < most.layers && sizes.length < 5) {
    const last = p.places.at(-1)[0].x;
    const before = p.places.at(-2)[0].x;
    p.heads.push(head((last + before) / 2 + 6, small("+ layer",
      "one hidden layer more", () => change((now) =>
        (now.length < most.layers ? [...now, 4] : now)))));
    p.heads.at(-1).classList.add("add");
  }
}

// ---- drawing ----

function drawWires(p, pen, array, slopes) {
  const { places, over, state: { sizes } } = p;
  for (let level = 0; level + 1 < sizes.length; level += 1) {
    const at = (o, i) => entry(sizes, array, level, o, i);
    const many = sizes[level] * sizes[level + 1] > 100;
    let largest = 1e-12;
    places[level + 1].forEach((_, o) => places[level].forEach((__, i) => {
      largest = Math.max(largest, Math.abs(at(o, i)));
    }));
    places[level + 1].forEach((to, o) => places[level].forEach((from, i) => {
      const w = at(o, i);
      const lit = !over || (over[0] === level + 1 && over[1] === o)
        || (over[0] === level && over[1] === i);
      pen.globalAlpha = lit ? (many && !over ? 0.6 : 1) : 0.12;
      curve(pen, from, to, w < 0 ? BELOW : w > 0 ? ABOVE : LINE,
        slopes ? 0.4 + 3.2 * Math.abs(w) / largest : wide(w) / (many ? 2 : 1),
        w < 0 ? [5, 3] : []);
    }));
    pen.globalAlpha = 1;
    places[level + 1].forEach((to, o) => drawBias(pen, to, at(o, "b"), slopes
      ? 3 : Math.min(2 + 1.6 * Math.sqrt(Math.abs(at(o, "b"))), 7,
        2 + to.side / 6)));
  }
}

function drawNetwork(p) {
  const { state, nodes, options: { backward } } = p;
  const { parts, sizes } = state;
  layOut(p);
  const [pen, width] = sheet(nodes.wires, HIGH);
  const slopes = backward && parts.gradients;
  if (!state.slow) drawWires(p, pen, slopes || parts.weights, Boolean(slopes));
  let first = 0;
  sizes.forEach((n, level) => {
    p.places[level].forEach(({ x, y, side, roomy }, k) => {
      paintUnit(p, level, k, first + k);
      const known = (backward ? delta : activation)(state, level, k);
      if (known === null || !roomy || state.slow) return;
      const text = number(!level && Math.abs(known) < 1e-9 ? 0 : known,
        backward ? 3 : 2);
      const room = pen.measureText(text).width + 4;
      const middle = Math.max(room / 2, Math.min(x, width - room / 2));
      pen.globalAlpha = 0.85;
      pen.fillStyle = BACK;
      pen.fillRect(middle - room / 2, y + side / 2 + 1, room, 12);
      pen.globalAlpha = 1;
      write(pen, text, middle, y + side / 2 + 7, "center");
    });
    if (level) first += n;
  });
  say(nodes.netKey, `Wires: ${slopes ? "dEdW of the instance"
    : "weights W, each as wide as it is large; dots: biases b"}. Blue, solid: ` +
    "positive; orange, dashed: negative. Maps of inputs and hidden units: " +
    "blue above 0, orange below (logistic: 0.5); of outputs: the colour of " +
    "the class." + (parts.activations ? ` Numbers: ${backward ? "deltas"
      : "activations"} of instance ${state.look.instance}.` : ""));
}

// An input's map is its coordinate, an output's the probability of its class.
function paintUnit({ state, units, over, slider }, level, k, place) {
  const [unit, last] = [units[level][k], state.sizes.length - 1];
  const canvas = unit.firstChild;
  const at = slider?.at;
  unit.classList.toggle("chosen", Boolean((over && over[0] === level
    && over[1] === k) || (at && at.layer + 1 === level && at.o === k)));
  if (level === last) {
    if (!state.parts.boundary) { // not a number
      paint(canvas, 30, () => BLANK);
      return;
    }
    const { n, at: chance, colour } = chances(state);
    const mine = rgb(CLASSES[k]);
    const place30 = (q) => 2 * Math.floor(q / 30) * n + 2 * (q % 30);
    paint(canvas, 30, state.sizes[last] === 1 ? (q) => colour(place30(q), 1)
      : (q) => mix(BLANK, mine, chance(k, place30(q))));
  } else if (level) {
    const { units: maps } = state.parts;
    paint(canvas, 30, (q) => (maps ? SIGNED[maps[place * 900 + q]] : BLANK));
  } else if (canvas.dataset.box !== BACK + state.box) {
    canvas.dataset.box = BACK + state.box;
    paint(canvas, 30, (q) => SIGNED[coordinate(state.box, k, q, 30)]);
  }
}

// ---- what is near a place, and the slider on it ----

// {layer, o, i} of the wire or the bias at a place of the picture, or null.
function wireAt({ places, state: { sizes } }, x, y) {
  let [best, least] = [null, 8];
  const near = (found, [u, v], reach = 0) => {
    const d = Math.hypot(u - x, v - y) - reach;
    if (d < least) [best, least] = [found, d];
  };
  for (let layer = 0; layer + 1 < sizes.length; layer += 1) {
    places[layer + 1].forEach((to, o) => {
      places[layer].forEach((from, i) => {
        for (let t = 0; t <= 1; t += 0.02) {
          near({ layer, o, i }, onCurve(from, to, t));
        }
      });
      near({ layer, o, i: "b" }, biasPlace(to), 6);
    });
  }
  return best;
}

function nameAt({ layer, o, i }) {
  return i === "b" ? `b${layer + 1}[${o}]` : `W${layer + 1}[${o}, ${i}]`;
}

function wireTold({ wire, state: { sizes, parts } }) {
  const { layer, o, i } = wire;
  return `${nameAt(wire)} = ${digits(entry(sizes, parts.weights, layer, o,
    i))}. Click to change it.`;
}

function openSlider(p, at) {
  closeSlider(p);
  const { state, places, nodes: { netPaper, wires } } = p;
  const to = places[at.layer + 1][at.o];
  const [x, y] = at.i === "b" ? biasPlace(to)
    : onCurve(places[at.layer][at.i], to, 0.5);
  const back = document.activeElement;
  const box = make("div", { class: "slider", role: "dialog" }, netPaper);
  const value = () => entry(state.sizes, state.parts.weights, at.layer, at.o,
    at.i);
  const from = make("select", { "aria-label": "which weight of the unit" },
    box);
  const input = make("input", { type: "range", min: -10, max: 10, step: 0.05 },
    box);
  const exact = make("input", { type: "number", min: -1000, max: 1000,
    step: "any", "aria-label": "value, exactly" }, box);
  const close = make("button", { type: "button", text: "\u00d7",
    "aria-label": "Close" }, box);
  [...Array(state.sizes[at.layer]).keys(), "b"].forEach((i) => make("option", {
    value: i, text: nameAt({ ...at, i }) }, from));
  const show = () => {
    from.value = at.i;
    box.setAttribute("aria-label", nameAt(at));
    input.setAttribute("aria-label", nameAt(at));
    if (document.activeElement !== input || !p.busy()) input.value = value();
    if (document.activeElement !== exact) {
      exact.value = Number(value().toPrecision(4));
    }
  };
  const change = (to_) => p.act("edit", [at.layer, at.o,
    at.i === "b" ? null : at.i, to_]);
  from.addEventListener("change", () => {
    at = { ...at, i: from.value === "b" ? "b" : Number(from.value) };
    p.slider.at = at;
    show();
    p.draw();
  });
  input.addEventListener("input", () => {
    exact.value = input.value;
    change(Number(input.value));
  });
  exact.addEventListener("change", () => change(Number(exact.value)));
  const leave = () => { closeSlider(p); back?.focus(); p.draw(); };
  close.addEventListener("click", leave);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  });
  p.slider = { at, box, show };
  show();
  const width = wires.clientWidth;
  box.style.left = `${Math.max(2, Math.min(x - box.offsetWidth / 2,
    width - box.offsetWidth - 2))}px`;
  box.style.top = `${Math.min(y + 10, HIGH - box.offsetHeight)}px`;
  input.focus();
  p.draw();
}

function closeSlider(p) {
  p.slider?.box.remove();
  p.slider = null;
}

// Near a wire its value is told, and a click opens its slider.
function hearWires(p, where) {
  const { nodes: { wires } } = p;
  const near = (event) => p.places.length && wireAt(p, ...where(event, wires));
  const beside = (wire) => {
    if (JSON.stringify(wire) === JSON.stringify(p.wire)) return;
    p.wire = wire;
    wires.style.cursor = wire ? "pointer" : "";
    p.draw();
  };
  wires.addEventListener("click", (event) => {
    const at = near(event);
    if (at) openSlider(p, at);
    else closeSlider(p);
  });
  wires.addEventListener("pointermove", (event) => beside(near(event)));
  wires.addEventListener("pointerleave", () => beside(null));
}
