// The numbers of the network as the kernel sent them, and the formulas of its
// units with these numbers in them.

function sum(numbers) { return numbers.reduce((a, b) => a + b, 0); }

// An entry of W, or with i = "b" of b, in the arrays one after the other.
function entry(sizes, array, level, o, i) {
  const [width, height] = [sizes[level], sizes[level + 1]];
  const base = sum(sizes.slice(0, level).map((n, k) => (n + 1) * sizes[k + 1]));
  return array[base + (i === "b" ? height * width + o : o * width + i)];
}

function activation({ sizes, parts }, level, k) { // of the instance
  return parts.activations?.[sum(sizes.slice(0, level)) + k] ?? null;
}

function delta({ sizes, parts }, level, k) {
  return level ? parts.deltas?.[sum(sizes.slice(1, level)) + k] ?? null : null;
}

function total(terms) {
  return terms.join(" + ").replace(/\+ \u2212/g, "\u2212 ");
}

function factor(value, many = 3) { // one that may need parentheses
  return value < 0 ? `(${digits(value, many)})` : digits(value, many);
}

// What gd is at an output y, for the activations of this package.
const SLOPES = { linear: () => "1", relu: (y) => (y > 0 ? "1" : "0"),
  logistic: (y) => `${digits(y, 4)}\u00B7(1 \u2212 ${digits(y, 4)})`,
  tanh: (y) => `(1 \u2212 ${factor(y, 4)}\u00B2)` };

// The formula of a unit, and with an instance the values in it.
function explain(state, backward, level, o) {
  const { sizes, names, parts } = state;
  const last = sizes.length - 1;
  const W = (l, row, i) => digits(entry(sizes, parts.weights, l, row, i));
  const y = `y${level}[${o}]`;
  const known = activation(state, level, o);
  const result = known === null ? "" : ` = ${digits(known, 4)}`;
  if (!level) {
    return `x[${o}], an input${result}. Its map is the coordinate itself.`;
  }
  if (backward && parts.deltas) {
    const [inner, values] = level === last ? [`${y} \u2212 t[${o}]`,
      `${digits(known, 4)} \u2212 ${Number(parts.targets[o])}`]
      : [`W${level + 1}[:, ${o}] \u00B7 delta${level + 1}`,
        total(Array.from({ length: sizes[level + 1] }, (_, k) =>
          `${W(level, k, o)}\u00B7${factor(delta(state, level + 1, k))}`))];
    const slope = (SLOPES[names[level - 1]] || (() => `gd(${y})`))(known);
    const steps = level === last && state.settings.error !== "squared_error"
      ? [inner, values]
      : [`gd(${y}) \u00B7 (${inner})`, `${slope} \u00B7 (${values})`];
    return `delta${level}[${o}] = ${steps.join(" = ")} = ` +
      `${digits(delta(state, level, o), 4)}. It is dEdb${level}[${o}]; times ` +
      `the inputs it is row ${o} of dEdW${level}.`;
  }
  const input = level > 1 ? `y${level - 1}` : "x";
  const terms = (name) => total([...Array.from({ length: sizes[level - 1] },
    (_, i) => `${W(level - 1, o, i)}\u00B7${name(i)}`), W(level - 1, o, "b")]);
  const soft = level === last
    && state.settings.error === "softmax_cross_entropy";
  const g = level === last && state.settings.error === "logistic_cross_entropy"
    ? "logistic" : names[level - 1];
  const around = (text) => (soft || g === "linear" ? text : `${g}(${text})`);
  const values = known === null || sizes[level - 1] > 8 ? ""
    : ` = ${around(terms((i) => factor(activation(state, level - 1, i))))}`;
  const formula = around(terms((i) => `${input}[${i}]`)) + values;
  return soft ? `a${level}[${o}] = ${formula}; ${y} = exp(a${level}[${o}]) / ` +
    `(the sum of exp(a${level}) over all outputs)${result}`
    : `${y} = ${formula}${result}`;
}
