// A moment of the slow pass: a number after the other travels along the wires
// of a network, forward, to the error, and back. What is computed, and its
// order, comes from the kernel (passes.py): numbers with { name, kind, layer,
// instance, index, step, shown, value, terms, warning }.

const OF_WEIGHTS = ["weight", "bias"]; // kinds of slopes

// The unit [level, k] that a number belongs to; inputs are level 0.
function unitOf({ kind, array, layer, index }) {
  const k = index[index.length - 1];
  if (kind === "back") return [layer, k];
  if (["sum", "output", "slope", "delta"].includes(kind)) return [layer + 1, k];
  return kind === "given" && array.toLowerCase() === "x" ? [0, k] : null;
}

function phaseOf({ kind }) {
  return ["sum", "output", "error"].includes(kind) ? "forward"
    : kind === "after" ? "a step" : "back";
}

function wordOf(kind, level) {
  return kind === "back" && !level ? "dEdx" : WORDS[kind];
}

const WORDS = { sum: "a", output: "y", slope: "dEdy", back: "dEdy",
  delta: "delta", given: "" };

// Draw on an empty paper: wires, what is computed, and the number on its way.
// `numbers` in their order, `step` of them computed, `film` as above.
function drawPass(pen, { places, numbers, step, film, rate, room = 13 }) {
  const { moving } = film;
  const part = moving ? film.shown() : 1;
  const known = numbers.filter((one) => one.step <= step && one !== moving);
  const newest = moving || known.reduce((a, b) => (b.step > (a?.step || 0)
    ? b : a), null);
  const row = newest && ![...OF_WEIGHTS, "error", "after"].includes(
    newest.kind) ? newest.instance : 0;
  const at = new Map(known.map((one) => [one.name, one]));
  const after = newest?.kind === "after" ? part : 0;
  const largest = Math.max(1e-12, ...numbers.filter(({ kind }) =>
    OF_WEIGHTS.includes(kind)).map(({ value }) => Math.abs(value)));
  drawPassWires(pen, places, known, { rate, after, moving, part, largest });
  const labels = new Map();
  for (const one of known) {
    const unit = one.instance === row && unitOf(one);
    if (unit) labels.set(String(unit), one);
  }
  const roomy = (level) => places[level].length < 2
    || Math.abs(places[level][1].y - places[level][0].y)
    - places[level][0].side >= room;
  for (const [unit, one] of labels) {
    const [level, k] = unit.split(",").map(Number);
    const mine = moving && String(unitOf(moving)) === unit;
    if (!mine && roomy(level)) labelUnit(pen, places[level][k], level, one);
  }
  for (const one of known) {
    if (one.warning) markWrong(pen, places, one);
  }
  if (newest?.step) {
    const batch = numbers.some(({ instance }) => instance);
    const sum = OF_WEIGHTS.includes(newest.kind);
    write(pen, phaseOf(newest) + (!batch ? "" : sum
      ? ": the shares of all instances add up" : unitOf(newest)
        ? `: instance ${row}` : ""), 6, 12, "left", GREY,
    "600 12px system-ui, sans-serif");
  }
  const [E, then] = [at.get("E"), at.get("E after")];
  if (E) {
    label(pen, errorPlace(places), `E ${E.shown}`
      + (then ? ` \u2192 ${then.shown}` : ""), 1);
  }
  if (moving) MOVES[moving.kind](pen, places, moving, part);
}

function drawPassWires(pen, places, known, { rate, after, moving, part,
  largest }) {
  const values = { W: [], b: [] };
  const slopes = [];
  for (const { kind, array, layer, index, value } of known) {
    if (kind === "given" && "Wb".includes(array[0])) {
      values[array[0]].push([layer, ...index, value]);
    } else if (OF_WEIGHTS.includes(kind)) {
      slopes.push([layer, index, value]);
    }
  }
  const slopeOf = (layer, ...index) => slopes.find(([l, place]) =>
    l === layer && String(place) === String(index))?.[2] || 0;
  const band = (layer, index, value, grown) => {
    pen.globalAlpha = 0.32;
    const colour = value < 0 ? BELOW : ABOVE;
    const width = grown * (3 + 13 * Math.abs(value) / largest);
    const to = places[layer + 1][index[0]];
    if (index.length > 1) {
      if (value) curve(pen, places[layer][index[1]], to, colour, width, []);
    } else if (value) {
      ring(pen, ...biasPlace(to), 4 + width / 2, colour, width / 2);
    }
    pen.globalAlpha = 1;
  };
  for (const [layer, index, value] of slopes) band(layer, index, value, 1);
  if (moving && OF_WEIGHTS.includes(moving.kind)) {
    band(moving.layer, moving.index, moving.value,
      Math.max(0, (part - 0.6) / 0.4));
  }
  for (const [layer, o, i, value] of values.W) {
    const w = value - after * (rate || 0) * slopeOf(layer, o, i);
    const [from, to] = [places[layer][i], places[layer + 1][o]];
    curve(pen, from, to, w < 0 ? BELOW : w > 0 ? ABOVE : LINE, wide(w),
      w < 0 ? [5, 3] : []);
    if (after && values.W.length <= 24) { // apart from one another
      label(pen, onCurve(from, to, 0.3 + 0.15 * ((o + 2 * i) % 4)),
        digits(w, 4), w);
    }
  }
  for (const [layer, o, value] of values.b) {
    const b = value - after * (rate || 0) * slopeOf(layer, o);
    drawBias(pen, places[layer + 1][o], b,
      Math.min(2 + 1.6 * Math.sqrt(Math.abs(b)), 6));
  }
}

// A number in a frame of the colour of its sign.
function label(pen, [x, y], text, sign, strong = false, colour = null) {
  pen.font = `${strong ? "600 " : ""}11.5px system-ui, sans-serif`;
  const width = pen.measureText(text).width + 10;
  const { clientWidth, clientHeight } = pen.canvas;
  const left = Math.max(1, Math.min(x - width / 2, clientWidth - width - 1));
  const top = Math.max(1, Math.min(y - 8.5, clientHeight - 18));
  pen.beginPath();
  pen.roundRect(left, top, width, 17, 8);
  pen.fillStyle = BACK;
  pen.fill();
  pen.strokeStyle = colour || (sign < 0 ? BELOW : sign > 0 ? ABOVE : GREY);
  pen.lineWidth = strong ? 2 : 1.2;
  pen.stroke();
  write(pen, text, left + width / 2, top + 9, "center", INK, pen.font);
}

function labelUnit(pen, place, level, { kind, shown, value }) {
  label(pen, underUnit(place), `${wordOf(kind, level)} ${shown}`.trim(),
    value);
}

// What the learner's code says, and what it should be, in red.
function markWrong(pen, places, one) {
  const { kind, layer, index, shown, right } = one;
  const unit = unitOf(one);
  const to = places[layer + 1]?.[index[0]];
  const place = unit ? underUnit(places[unit[0]][unit[1]])
    : kind === "weight" ? onCurve(places[layer][index[1]], to, 0.5)
      : kind === "bias" ? biasPlace(to) : errorPlace(places);
  label(pen, place, `${shown} \u2260 ${right}`, 0, true,
    COLOURS.RED);
}

function errorPlace(places) {
  const [{ x, y, side }] = places[places.length - 1];
  return [x, Math.max(10, y - side / 2 - 18)];
}

function middle([x0, y0], [x1, y1], part) {
  return [x0 + (x1 - x0) * part, y0 + (y1 - y0) * part];
}

// The part of a way that belongs to one of so many that set out in turn.
function turn(part, k, many) {
  const alone = 1 / (1 + 0.6 * (many - 1));
  return Math.max(0, Math.min(1, (part - 0.6 * k * alone) / alone));
}

// Terms travel, become products half way, and add up where they arrive.
function addUp(pen, moving, part, word, target, way) {
  const { terms } = moving;
  let [total, come] = [0, 0];
  terms.forEach(([where, start, factor, product, value], k) => {
    const mine = turn(part, k, terms.length);
    if (mine >= 1) {
      total += value;
      come += 1;
    } else if (mine > 0) {
      way(where, mine, start, factor, product, value);
    }
  });
  if (come) {
    label(pen, target, `${word} ${come === terms.length ? moving.shown
      : digits(total, 4)}`.trim(), come === terms.length ? moving.value
      : total, come === terms.length);
  }
}

function inProduct(text) {
  return text.startsWith("\u2212") ? `(${text})` : text;
}

// What travels meets its factor, the weight, in the middle of the wire.
function travel(pen, place, mine, start, factor, product, value) {
  const text = mine < 0.35 ? start : mine < 0.65
    ? `${start} \u00b7 ${inProduct(factor)}` : product;
  label(pen, place, text, mine < 0.65 ? 0 : value, true);
}

function underUnit({ x, y, side }) { return [x, y + side / 2 + 11]; }

const MOVES = {
  sum(pen, places, moving, part) {
    const [level, k] = unitOf(moving);
    const to = places[level][k];
    ring(pen, to.x, to.y, to.side / 2 + 4, GREY, 1.5);
    addUp(pen, moving, part, "a", underUnit(to), (i, mine, start, factor,
      product, value) => {
      if (i === "b") {
        label(pen, middle(biasPlace(to), underUnit(to), mine), product, value,
          true);
      } else {
        travel(pen, onCurve(places[level - 1][i], to, mine), mine, start,
          factor, product, value);
      }
    });
  },
  output(pen, places, moving, part) { settle(pen, places, moving, part); },
  delta(pen, places, moving, part) { settle(pen, places, moving, part); },
  error(pen, places, moving, part) {
    const to = errorPlace(places);
    places[places.length - 1].forEach((from) => {
      if (part < 1) {
        label(pen, middle([from.x, from.y], to, part), "\u25B2", 0);
      }
    });
    if (part > 0.6) label(pen, to, `E ${moving.shown}`, 1, true);
  },
  slope(pen, places, moving, part) {
    const [level, k] = unitOf(moving);
    const to = underUnit(places[level][k]);
    label(pen, middle(errorPlace(places), to, part), `dEdy ${moving.shown}`,
      moving.value, true);
  },
  weight(pen, places, moving, part) {
    const [o, i] = moving.index;
    const [from, to] = [places[moving.layer][i], places[moving.layer + 1][o]];
    const meet = onCurve(from, to, 0.5);
    const many = moving.terms.length > 1;
    addUp(pen, moving, part, "dEdW", meet, (n, mine, delta, x, product,
      value) => {
      const who = many ? `instance ${n}: ` : "";
      if (mine < 0.6) { // they meet in the middle of the wire
        label(pen, onCurve(from, to, 1 - 0.5 * mine / 0.6), delta, 0, true);
        label(pen, onCurve(from, to, 0.5 * mine / 0.6), x, 0, true);
      } else {
        const [u, v] = meet;
        label(pen, [u, v - (many ? 20 * (1 - mine) / 0.4 : 0)],
          `${who}${delta} \u00b7 ${inProduct(x)} = ${product}`, value, true);
      }
    });
  },
  bias(pen, places, moving, part) {
    const to = places[moving.layer + 1][moving.index[0]];
    label(pen, middle(underUnit(to), biasPlace(to), part),
      `dEdb ${moving.shown}`, moving.value, true);
  },
  back(pen, places, moving, part) {
    const [level, k] = unitOf(moving);
    const to = places[level][k];
    ring(pen, to.x, to.y, to.side / 2 + 4, GREY, 1.5);
    addUp(pen, moving, part, wordOf("back", level), underUnit(to),
      (o, mine, ...numbers) => travel(pen, onCurve(to,
        places[level + 1][o], 1 - mine), mine, ...numbers));
  },
  after(pen, places, moving, part) {
    if (part > 0.8) {
      label(pen, errorPlace(places), `E ${moving.shown}`, 1, true);
    }
  },
};

// A number that is made at its unit, of the one that is there; a delta of
// two factors, and both are seen.
function settle(pen, places, moving, part) {
  const [level, k] = unitOf(moving);
  const place = places[level][k];
  const [[, slope, gd] = []] = moving.terms;
  pen.globalAlpha = 1 - part;
  ring(pen, place.x, place.y, place.side / 2 + 3 + 9 * part, GREY, 2);
  pen.globalAlpha = slope ? 1 : Math.min(1, 2 * part);
  label(pen, underUnit(place), slope && part < 0.7
    ? part < 0.25 ? `dEdy ${slope}` : `gd ${gd} \u00b7 ${inProduct(slope)}`
    : `${WORDS[moving.kind]} ${moving.shown}`, moving.value, true);
  pen.globalAlpha = 1;
}
