// The four pictures of a playground. `p` is what playground.js knows: `p.state`
// as the kernel sent it, the nodes of the page, and what is chosen in it.

function tell({ state, over, options, nodes }) {
  const there = over && state.parts.weights && state.sizes[over[0]] > over[1];
  say(nodes.formula, there ? explain(state, options.backward, ...over)
    : "Point at a unit, or move to it with Tab and the arrows, and its " +
      "formula stands here.");
}

// ---- points and boundary ----

// at(c, k): probability of class c at place k (with one row that of class 1 is
// sent); colour(k): white where nothing is certain, else the leading class's
// (and with `flat` it always is).
function chances({ parts, shapes }, flat = false) {
  const [rows, cells] = shapes.boundary;
  const classes = Math.max(rows, 2);
  const at = rows > 1 ? (c, k) => parts.boundary[c * cells + k] / 65535
    : (c, k) => Math.abs(1 - c - parts.boundary[k] / 65535);
  const colours = CLASSES.slice(0, classes).map(rgb);
  const colour = (k, strength) => {
    let [best, p] = [0, -1];
    for (let c = 0; c < classes; c += 1) {
      const q = at(c, k);
      if (q > p) [best, p] = [c, q];
    }
    return mix(WHITE, colours[best], flat ? strength
      : strength * (classes * p - 1) / (classes - 1));
  };
  return { rows, classes, n: Math.round(Math.sqrt(cells)), at, colour };
}

function drawBoundary({ state, back, options }, pen, left, top, side) {
  const { rows, classes, n, at, colour } = chances(state, options.flat);
  paint(back, n, (k) => colour(k, 0.5));
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(back, 0.5, 0.5, n - 1, n - 1, left, top, side, side);
  for (let c = rows > 1 ? 0 : 1; c < classes; c += 1) {
    contour(pen, n, (k) => {
      let other = 0;
      for (let d = 0; d < classes; d += 1) {
        if (d !== c) other = Math.max(other, at(d, k));
      }
      return at(c, k) - other;
    }, (q) => left + q / (n - 1) * side, (r) => top + r / (n - 1) * side);
  }
}

function drawPicture(p) {
  const { state, nodes, cursor } = p;
  const [pen, width, height] = sheet(nodes.picture, Math.min(
    nodes.picture.clientWidth || 290, 300));
  const [left, top, side] = [34, 6, Math.min(width - 40, height - 34)];
  if (state.parts.boundary) drawBoundary(p, pen, left, top, side);
  pen.strokeStyle = GREY;
  pen.lineWidth = 1;
  pen.strokeRect(left, top, side, side);
  p.scale = axes(pen, [left, top, side, side], state.box, ["x[0]", "x[1]"]);
  const { points, classes, tests } = state.parts;
  const r = classes.length > 250 ? 3.4 : 4.6;
  for (let n = 0; n < classes.length; n += 1) {
    if (tests[n] && p.options.hideTests) continue;
    const [x, y] = [p.scale.x(points[2 * n]), p.scale.y(points[2 * n + 1])];
    marker(pen, classes[n], x, y, r, tests[n]);
    if (n === state.look.instance) ring(pen, x, y, r + 5, INK, 2);
  }
  if (cursor && document.activeElement === nodes.picture) {
    const [x, y] = [p.scale.x(cursor[0]), p.scale.y(cursor[1])];
    line(pen, [[x - 9, y], [x + 9, y]], INK, 1.5);
    line(pen, [[x, y - 9], [x, y + 9]], INK, 1.5);
  }
  const names = Array.from({ length: state.num_classes }, (_, c) =>
    `${SIGNS[c]} class ${c}`);
  const chosen = state.look.instance;
  say(nodes.where, (cursor && document.activeElement === nodes.picture
    ? `Cross at (${cursor.map((side) => digits(side)).join(", ")}). ` : "") +
    (chosen !== null && chosen < classes.length ? `Point ${chosen} chosen: ` +
    `class ${classes[chosen]}, at (${digits(points[2 * chosen])}, ` +
    `${digits(points[2 * chosen + 1])}), for ` +
    `${tests[chosen] ? "the test" : "training"}.` : ""));
  say(nodes.legend, `${names.join("   ")}. Filled: training, hollow: test. ` +
    "Dark line: where the most probable class changes.");
}

// ---- the network ----

function netHeight(sizes) { // wide layers get a taller picture
  return Math.max(318, Math.min(560, 26 * Math.max(...sizes)));
}

// Where the units are; makes their buttons anew when that changes.
function layOut(p) {
  const { sizes } = p.state;
  const width = p.nodes.wires.clientWidth || 300;
  const height = netHeight(sizes);
  const pitch = (height - 26) / Math.max(...sizes);
  const side = Math.max(8, Math.min(44, pitch - (pitch > 30 ? 15 : 2),
    0.55 * width / sizes.length));
  const step = Math.min(pitch, side + 26);
  p.places = sizes.map((n, level) => Array.from({ length: n }, (_, k) => ({
    x: (width - side - 12) * level / (sizes.length - 1) + side / 2 + 6,
    y: 20 + (height - 22) / 2 + (k - (n - 1) / 2) * step - 4, side,
    roomy: n === 1 || step - side >= 13 })));
  const key = JSON.stringify([sizes, width]);
  if (p.laidOut === key) return;
  p.laidOut = key;
  const focused = p.units.flatMap((column, level) => column.map((unit, k) =>
    [unit, level, k])).find(([unit]) => unit === document.activeElement);
  p.units.flat().forEach((unit) => unit.remove());
  p.units = p.places.map((column, level) => column.map(({ x, y }, k) => {
    const node = make("button", { type: "button", class: "unit",
      tabindex: level + k ? "-1" : "0", "aria-label": level
        ? `unit ${k} of layer ${level}` : `input ${k}`, style:
        `left: ${x - side / 2 + 4}px; top: ${y - side / 2 + 4}px; ` +
        `width: ${side}px; height: ${side}px` }, p.nodes.netPaper);
    make("canvas", {}, node);
    for (const event of ["focus", "mouseenter", "click"]) {
      node.addEventListener(event, () => { p.over = [level, k]; tell(p); });
    }
    node.addEventListener("keydown", (event) => walk(p, event, level, k));
    return node;
  }));
  if (focused) { // stay where the reader was
    const column = p.units[Math.min(focused[1], sizes.length - 1)];
    column[Math.min(focused[2], column.length - 1)].focus();
  }
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

function drawWires(p, pen, array) {
  const { places, chosen, options: { marked }, state: { sizes } } = p;
  for (let level = 0; level + 1 < sizes.length; level += 1) {
    const at = (o, i) => entry(sizes, array, level, o, i);
    const many = sizes[level] * sizes[level + 1] > 100;
    let largest = 1e-12;
    places[level + 1].forEach((_, o) => places[level].forEach((__, i) => {
      largest = Math.max(largest, Math.abs(at(o, i)));
    }));
    pen.globalAlpha = many ? 0.6 : 1;
    places[level + 1].forEach((to, o) => places[level].forEach((from, i) => {
      const w = at(o, i);
      line(pen, [[from.x + from.side / 2, from.y],
        [to.x - to.side / 2, to.y]], w < 0 ? BELOW : w > 0 ? ABOVE : LINE,
      0.4 + (many ? 1.8 : 3.2) * Math.abs(w) / largest, w < 0 ? [4, 3] : []);
      if (marked && chosen.layer === level && chosen.o === o
          && chosen.i === i) {
        write(pen, number(w), (from.x + to.x) / 2, (from.y + to.y) / 2 - 7,
          "center");
      }
    }));
  }
  pen.globalAlpha = 1;
}

function drawNetwork(p) {
  const { state, nodes, options: { backward } } = p;
  const { parts, sizes } = state;
  layOut(p);
  const [pen, width] = sheet(nodes.wires, netHeight(sizes) + 4);
  const slopes = backward && parts.gradients;
  drawWires(p, pen, slopes || parts.weights);
  let first = 0;
  sizes.forEach((n, level) => {
    write(pen, level ? `y${level} [${n}]` : "x [2]", Math.max(20, Math.min(
      p.places[level][0].x, width - 22)), 8, "center");
    p.places[level].forEach(({ x, y, side, roomy }, k) => {
      paintUnit(p, level, k, first + k);
      const known = (backward ? delta : activation)(state, level, k);
      if (known === null || !roomy) return;
      const text = number(known, backward ? 3 : 2);
      const wide = pen.measureText(text).width + 4;
      const middle = Math.max(wide / 2, Math.min(x, width - wide / 2));
      pen.fillStyle = "#fffc";
      pen.fillRect(middle - wide / 2, y + side / 2 + 1, wide, 12);
      write(pen, text, middle, y + side / 2 + 7, "center");
    });
    if (level) first += n;
  });
  say(nodes.netKey, `Lines: ${slopes ? "dEdW of the instance" : "weights W"}` +
    ". Blue, solid: positive; orange, dashed: negative; wide: large. Maps " +
    "of inputs and hidden units: blue above 0, orange below (logistic: " +
    "0.5); of outputs: the colour of the class." + (parts.activations
    ? ` Numbers: ${backward ? "deltas" : "activations"} of instance ` +
      `${state.look.instance}.` : ""));
}

// An input's map is its coordinate, an output's the probability of its class.
function paintUnit({ state, units, chosen, options }, level, k, place) {
  const { box } = state;
  const [unit, last] = [units[level][k], state.sizes.length - 1];
  const canvas = unit.firstChild;
  unit.classList.toggle("chosen", options.marked
    && chosen.layer + 1 === level && chosen.o === k);
  if (level === last) {
    if (!state.parts.boundary) { // not a number
      paint(canvas, 30, () => WHITE);
      return;
    }
    const { n, at, colour } = chances(state);
    const mine = rgb(CLASSES[k]);
    const place30 = (q) => 2 * Math.floor(q / 30) * n + 2 * (q % 30);
    paint(canvas, 30, state.sizes[last] === 1 ? (q) => colour(place30(q), 1)
      : (q) => mix(WHITE, mine, at(k, place30(q))));
  } else if (level) {
    const { units: maps } = state.parts;
    paint(canvas, 30, (q) => (maps ? SIGNED[maps[place * 900 + q]] : WHITE));
  } else if (canvas.dataset.box !== String(box)) {
    canvas.dataset.box = box;
    const far = Math.max(...box.map(Math.abs));
    paint(canvas, 30, (q) => SIGNED[Math.round(128 + 127 / far * (box[k] +
      (k ? 29 - Math.floor(q / 30) : q % 30) / 29 * (box[k + 2] - box[k])))]);
  }
}

// ---- loss curves ----

function drawCurves({ state, nodes, options }) {
  const [pen, width, height] = sheet(nodes.curves, 186);
  const place = [44, 20, width - 54, height - 50];
  const { logScale, lossTop, showRuns } = options;
  const all = [];
  for (let k = 0; showRuns && state.parts[`run${k}`]; k += 1) {
    all.push(state.parts[`run${k}`]);
  }
  all.push(state.parts.curve);
  const longest = (curves) => Math.max(1e-9, ...curves.map((curve) =>
    (curve.length ? curve[curve.length - 3] : 0)));
  const run = longest([state.parts.curve]); // a long one before may go on
  const end = run > 1e-6 ? run : longest(all);
  let [most, least] = [1e-9, Infinity];
  for (const curve of all) {
    for (let m = 0; m < curve.length; m += 3) {
      for (const loss of [curve[m + 1], curve[m + 2]]) {
        if (loss > most) most = loss;
        if (loss > 0 && loss < least) least = loss;
      }
    }
  }
  if (lossTop > 0) most = lossTop;
  if (most <= 1e-9) most = 1;
  const box = logScale ? [0, Math.log10(Math.min(least, most / 10)), end,
    Math.log10(most)] : [0, 0, end, 1.05 * most];
  const scale = axes(pen, place, box, ["epoch", "loss"],
    (t) => (t >= 10000 ? `${t / 1000}k` : end > 1e-6 ? String(t) : ""),
    (t) => String(Number(logScale ? (10 ** t).toPrecision(2)
      : t.toPrecision(3))));
  pen.strokeStyle = LINE;
  pen.strokeRect(...place);
  pen.save();
  pen.beginPath();
  pen.rect(place[0], place[1] - 2, place[2] + 2, place[3] + 3);
  pen.clip();
  all.forEach((curve, k) => {
    const mine = k === all.length - 1;
    for (const [row, colour, dash] of [[1, TRAINING, []],
      [2, TEST, [5, 3]]]) {
      const points = [];
      for (let m = 0; m < curve.length; m += 3) {
        const loss = curve[m + row];
        if (Number.isFinite(loss)) {
          points.push([scale.x(curve[m]), scale.y(logScale
            ? Math.log10(Math.max(loss, 1e-12)) : loss)]);
        }
      }
      if (mine) line(pen, points, colour, 1.8, dash);
      else if (row === 1) {
        line(pen, points, COLOURS.PALE, 1.2, EARLIER[k % 4]);
      }
    }
  });
  pen.restore();
  write(pen, "\u2014 training", 74, 8, "left", TRAINING);
  write(pen, "- - test", 146, 8, "left", TEST);
  if (all.length > 1) write(pen, "\u2026 earlier", 200, 8, "left", GREY);
  nodes.curves.setAttribute("aria-label", "Loss curves: training loss now " +
    `${number(state.losses[0], 3)}, test loss ${number(state.losses[1], 3)}`);
}
const [TRAINING, TEST] = COLOURS.SERIES;
const EARLIER = [[2, 2], [6, 2], [8, 3, 2, 3], [1, 3]];

// ---- the space of a hidden layer ----

function drawSpace({ state, nodes: { space }, options }) {
  const { sheet: paper, sheet_classes: sides, seen, classes, tests } =
    state.parts;
  const { space: level, axes: chosen } = state.look;
  space.hidden = !(paper && level && paper.every(Number.isFinite));
  if (space.hidden) return;
  const [pen, width, height] = sheet(space, 250);
  const range = (axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (const array of [paper, seen]) {
      for (let k = axis; k < array.length; k += 2) {
        low = Math.min(low, array[k]);
        high = Math.max(high, array[k]);
      }
    }
    const room = Math.max(0.06 * (high - low), 0.05);
    return [low - room, high + room];
  };
  const [[x0, x1], [y0, y1]] = [range(0), range(1)];
  const [a, b] = chosen.map((k) => Math.min(k, state.sizes[level] - 1));
  const { x, y } = axes(pen, [36, 20, width - 44, height - 54],
    [x0, y0, x1, y1], [`y${level}[${a}]`, `y${level}[${b}]`]);
  for (let k = 0; k + 1 < sides.length; k += 1) {
    if (k % STEPS === STEPS - 1) continue; // here the next line begins
    line(pen, [[x(paper[2 * k]), y(paper[2 * k + 1])],
      [x(paper[2 * k + 2]), y(paper[2 * k + 3])]],
    `${CLASSES[sides[k]]}99`, sides[k] ? 1.3 : 1.1);
  }
  for (let n = 0; n < classes.length; n += 1) {
    if (tests[n] && options.hideTests) continue;
    marker(pen, classes[n], x(seen[2 * n]), y(seen[2 * n + 1]), 3.6, tests[n]);
  }
  space.setAttribute("aria-label", `Where hidden layer ${level} puts the ` +
    "squared paper and the points");
}
const STEPS = 25; // places along a line of the squared paper, as frames.py has
