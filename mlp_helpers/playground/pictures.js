// The pictures of a playground but for the network: points and boundary, loss
// curves, hidden space. `p` is what playground.js knows: `p.state` as the
// kernel sent it, the nodes of the page, and what is chosen in it.

const SIDE = 400; // of the big picture, at most
const BESIDE = [34, 6, 28]; // its margins: left, top, bottom

// ---- points and boundary ----

// at(c, k): probability of class c at place k (with one row that of class 1 is
// sent); colour(k): blank where nothing is certain, else the leading class's
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
    return mix(BLANK, colours[best], flat ? strength
      : strength * (classes * p - 1) / (classes - 1));
  };
  return { rows, classes, n: Math.round(Math.sqrt(cells)), at, colour };
}

// Fill the big picture with [n, n] colours, and draw the lines where one of
// the functions in `leads` is 0.
function fill({ back }, pen, [left, top, side], n, colour, leads) {
  paint(back, n, colour);
  pen.imageSmoothingEnabled = true;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(back, 0.5, 0.5, n - 1, n - 1, left, top, side, side);
  for (const lead of leads) {
    contour(pen, Math.round(Math.sqrt(lead.cells)), lead, (q, m) =>
      left + q / (m - 1) * side, (r, m) => top + r / (m - 1) * side);
  }
}

function drawBoundary(p, pen, place) {
  const { state: { parts, shapes }, options } = p;
  const { n, colour } = chances(p.state, options.flat);
  const [rows, cells] = shapes.leads;
  const leads = Array.from({ length: rows }, (_, c) => Object.assign((k) => {
    if (rows === 1) return parts.leads[k];
    let other = -Infinity;
    for (let d = 0; d < rows; d += 1) {
      if (d !== c) other = Math.max(other, parts.leads[d * cells + k]);
    }
    return parts.leads[c * cells + k] - other;
  }, { cells }));
  fill(p, pen, place, n, (k) => colour(k, 0.62), leads);
}

// The map of what is pointed at, an input or a hidden unit, large. Its line,
// where the unit's sum is 0, comes with the kernel's next answer.
function drawLens(p, pen, place) {
  const { state: { parts, look, sizes, box }, over: [level, k] } = p;
  const side = 30;
  const first = sum(sizes.slice(1, level)) + k;
  const byte = level ? (q) => parts.units[first * side * side + q]
    : (q) => coordinate(box, k, q, side);
  const known = parts.lens && String(look.unit) === String(p.over);
  fill(p, pen, place, side, (q) => SIGNED[byte(q)], known
    ? [Object.assign((q) => parts.lens[q], { cells: parts.lens.length })] : []);
  write(pen, level ? `y${level}[${k}]` : `x[${k}]`, place[0] + 8,
    place[1] + 14, "left", INK, "bold 14px system-ui, sans-serif");
}

// A coordinate as a byte for SIGNED, at place q of a map.
function coordinate(box, k, q, side) {
  const far = Math.max(...box.map(Math.abs));
  return Math.round(128 + 127 / far * (box[k] + (k
    ? side - 1 - Math.floor(q / side) : q % side) / (side - 1)
    * (box[k + 2] - box[k])));
}

function pointedAt({ over, state: { sizes, parts } }) {
  return over && over[0] < sizes.length - 1 && over[1] < sizes[over[0]]
    && parts.units;
}

function drawPicture(p) {
  const { state, nodes, cursor } = p;
  const wide = Math.min(nodes.picture.clientWidth || SIDE, SIDE);
  const [left, top, bottom] = BESIDE;
  const side = wide - left - 4;
  const [pen] = sheet(nodes.picture, side + top + bottom);
  if (pointedAt(p)) drawLens(p, pen, [left, top, side]);
  else if (state.parts.boundary) drawBoundary(p, pen, [left, top, side]);
  pen.strokeStyle = GREY;
  pen.lineWidth = 1;
  pen.strokeRect(left, top, side, side);
  p.scale = axes(pen, [left, top, side, side], state.box, ["x[0]", "x[1]"]);
  const { points, classes, tests } = state.parts;
  const r = classes.length > 250 ? 3.4 : 4.6;
  const chosen = state.look.instance;
  const dot = (n) => {
    const [x, y] = [p.scale.x(points[2 * n]), p.scale.y(points[2 * n + 1])];
    marker(pen, classes[n], x, y, r, tests[n]);
    return [x, y];
  };
  for (let n = 0; n < classes.length; n += 1) {
    if (n !== chosen && !(tests[n] && p.options.hideTests)) dot(n);
  }
  if (chosen !== null && chosen < classes.length) { // on top of all others
    const [x, y] = dot(chosen);
    ring(pen, x, y, r + 5, INK, 2);
  }
  const here = cursor && p.keys && document.activeElement === nodes.picture;
  if (here) {
    const [x, y] = [p.scale.x(cursor[0]), p.scale.y(cursor[1])];
    line(pen, [[x - 9, y], [x + 9, y]], INK, 1.5);
    line(pen, [[x, y - 9], [x, y + 9]], INK, 1.5);
  }
  const near = (v) => digits(Math.abs(v) < 1e-9 ? 0 : v); // as cos(pi / 2)
  say(nodes.where, (here ? `Cross at (${cursor.map((v) => digits(v))
    .join(", ")}). ` : "") + (chosen !== null && chosen < classes.length
    ? `Point ${chosen} chosen: class ${classes[chosen]}, at ` +
    `(${near(points[2 * chosen])}, ${near(points[2 * chosen + 1])}), for ` +
    `${tests[chosen] ? "the test" : "training"}.` : ""));
}

// ---- loss curves ----

function drawCurves({ state, nodes, options }) {
  const [pen, width, height] = sheet(nodes.curves, 118);
  const place = [44, 18, width - 54, height - 46];
  const { logScale, lossTop, showRuns } = options;
  const mine = state.parts.curve;
  const all = [];
  for (let k = 0; showRuns && state.parts[`run${k}`]; k += 1) {
    all.push(state.parts[`run${k}`]);
  }
  all.push(mine);
  const longest = (curves) => Math.max(1e-9, ...curves.map((curve) =>
    (curve.length ? curve[curve.length - 3] : 0)));
  // The axes are those of the current run, once it has begun.
  const [end, deep] = longest([mine]) > 1e-6 ? [longest([mine]), [mine]]
    : [longest(all), all];
  let [most, least] = [1e-9, Infinity];
  for (const curve of deep) {
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
      : t.toPrecision(3))), 2);
  pen.strokeStyle = LINE;
  pen.strokeRect(...place);
  pen.save();
  pen.beginPath();
  pen.rect(place[0], place[1] - 2, place[2] + 2, place[3] + 3);
  pen.clip();
  all.forEach((curve, k) => {
    for (const [row, dash] of [[1, []], [2, [5, 3]]]) {
      const points = [];
      for (let m = 0; m < curve.length; m += 3) {
        const loss = curve[m + row];
        if (Number.isFinite(loss)) {
          points.push([scale.x(curve[m]), scale.y(logScale
            ? Math.log10(Math.max(loss, 1e-12)) : loss)]);
        }
      }
      if (curve === mine) line(pen, points, CURVES[row - 1], 1.8, dash);
      else if (row === 1) line(pen, points, GREY, 1.2, EARLIER[k % 4]);
    }
  });
  pen.restore();
  write(pen, "\u2014 training", 74, 8, "left", CURVES[0]);
  if (state.losses[1] !== null) {
    write(pen, "- - test", 146, 8, "left", CURVES[1]);
  }
  nodes.curves.setAttribute("aria-label", "Loss curves: training loss now " +
    `${number(state.losses[0], 3)}, test loss ${number(state.losses[1], 3)}`);
}
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
    if (k % state.steps === state.steps - 1) continue; // the next line begins
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
