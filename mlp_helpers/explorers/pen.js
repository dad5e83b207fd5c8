// What is drawn with: canvases, colours, markers, axes, maps. Nothing here
// knows what a network is.

const CLASSES = COLOURS.CLASS_COLOURS;
const SIGNS = "\u25CF\u25A0\u25B2\u25C6\u25BC\u271A";
const CORNERS = [null, [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88],
  [-0.88, 0.88]], [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]], [[0, -1.3], [1.1, 0],
  [0, 1.3], [-1.1, 0]], [[0, 1.2], [1.1, -0.8], [-1.1, -0.8]], [[-0.4, -1.1],
  [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1],
  [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]]];
const { ABOVE, BELOW } = COLOURS;
const PAPERS = {
  light: { INK: COLOURS.INK, GREY: COLOURS.GREY, LINE: COLOURS.LINE,
    BACK: COLOURS.PAPER,
    CURVES: [COLOURS.DARK_GREEN, COLOURS.DARK_PURPLE] },
  dark: { INK: COLOURS.NIGHT_INK, GREY: "#aab1b9", LINE: "#4c535b",
    BACK: COLOURS.NIGHT_PAPER, CURVES: [COLOURS.LIGHT_GREEN, COLOURS.PURPLE] } };
let [INK, GREY, LINE, BACK, BLANK, CURVES, SIGNED] = [];

// Take light paper or dark, as the page of a root is.
function takePaper(root) {
  const paper = PAPERS[root.classList.contains("mlp-night") ? "dark" : "light"];
  if (BACK === paper.BACK) return;
  ({ INK, GREY, LINE, BACK, CURVES } = paper);
  BLANK = rgb(BACK);
  SIGNED = Array.from({ length: 256 }, (_, byte) => {
    const v = Math.max(-1, Math.min(1, (byte - 128) / 127));
    return mix(BLANK, rgb(v < 0 ? BELOW : ABOVE), 0.85 * Math.abs(v));
  });
}

function number(value, digits = 2) {
  if (value === null || !Number.isFinite(value)) return "\u2013";
  const text = Math.abs(value) >= 1000 || (value && Math.abs(value) < 0.001)
    ? value.toExponential(1) : value.toFixed(digits);
  return text.replace(/^-(0\.?0*)$/, "$1").replace(/-/g, "\u2212");
}

// So many digits, for numbers that are calculated with.
function digits(value, many = 3) {
  if (value === null || !Number.isFinite(value)) return "\u2013";
  return (value && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e5)
    ? value.toExponential(many - 1) : value.toPrecision(many))
    .replace("+", "").replace(/-/g, "\u2212");
}

function rgb(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

// A canvas of so many CSS pixels, sharp on this screen, with its context.
function sheet(canvas, height) {
  const width = canvas.clientWidth || 280;
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = BACK;
  pen.fillRect(0, 0, width, height);
  pen.font = "11px system-ui, sans-serif";
  return [pen, width, height];
}

function write(pen, text, x, y, align = "left", colour = INK,
  font = "11px system-ui, sans-serif") {
  pen.font = font;
  pen.textAlign = align;
  pen.textBaseline = "middle";
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function line(pen, points, colour, width = 1, dash = []) {
  pen.beginPath();
  points.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.stroke();
  pen.setLineDash([]);
}

function ring(pen, x, y, r, colour, width) {
  pen.beginPath();
  pen.arc(x, y, r, 0, 7);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function marker(pen, c, x, y, r, hollow) {
  pen.beginPath();
  if (CORNERS[c]) {
    CORNERS[c].forEach(([u, v]) => pen.lineTo(x + r * u, y + r * v));
  } else {
    pen.arc(x, y, r, 0, 7);
  }
  pen.closePath();
  pen.fillStyle = hollow ? BACK : CLASSES[c];
  pen.fill();
  pen.lineWidth = hollow ? 1.8 : 1;
  pen.strokeStyle = hollow ? CLASSES[c] : BACK;
  pen.stroke();
}

// Round numbers between low and high, about so many.
function ticks(low, high, about = 4) {
  const raw = (high - low) / about || 1;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((m) => m * unit >= raw) * unit;
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high + step * 1e-6; k += 1) {
    found.push(Number((k * step).toPrecision(10)));
  }
  return found;
}

function plain(t) { // a round number, as short as it is
  const odd = t && (Math.abs(t) < 0.001 || Math.abs(t) >= 1e5);
  return (odd ? t.toExponential().replace("+", "") : String(t))
    .replace(/-/g, "\u2212");
}

// Axes with ticks and names around the place [left, top, width, height];
// returns the ways from numbers to pixels, x and y, and back, u and v.
function axes(pen, place, [x0, y0, x1, y1], [xName, yName],
  xText = plain, yText = xText, yTicks = 4) {
  const [left, top, width, height] = place;
  const scale = { x: (u) => left + (u - x0) / (x1 - x0) * width,
    y: (v) => top + (y1 - v) / (y1 - y0) * height,
    u: (x) => x0 + (x - left) / width * (x1 - x0),
    v: (y) => y1 - (y - top) / height * (y1 - y0) };
  for (const t of ticks(x0, x1)) {
    const half = pen.measureText(xText(t)).width / 2;
    write(pen, xText(t), Math.min(scale.x(t), left + width + 6 - half),
      top + height + 10, "center", GREY);
  }
  for (const t of ticks(y0, y1, yTicks)) {
    const y = scale.y(t);
    if (y < 20) continue; // there stands the name
    line(pen, [[left - 3, y], [left, y]], GREY);
    write(pen, yText(t), left - 5, y, "right", GREY);
  }
  write(pen, xName, left + width / 2, top + height + 23, "center");
  write(pen, yName, 2, 8);
  return scale;
}

function mix(low, high, part) {
  return low.map((a, j) => a + (high[j] - a) * part);
}

// Colour [n, n] pixels of a canvas; `colour` is a function of the place.
function paint(canvas, n, colour) {
  if (canvas.width !== n) {
    canvas.width = n;
    canvas.height = n;
  }
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(n, n);
  for (let k = 0; k < n * n; k += 1) {
    const c = colour(k);
    for (let j = 0; j < 3; j += 1) image.data[4 * k + j] = c[j];
    image.data[4 * k + 3] = 255;
  }
  pen.putImageData(image, 0, 0);
}

// Marching squares: the line where lead(k) changes its sign.
function contour(pen, n, lead, px, py) {
  pen.beginPath();
  for (let r = 0; r < n - 1; r += 1) {
    for (let q = 0; q < n - 1; q += 1) {
      const corners = [[q, r], [q + 1, r], [q + 1, r + 1], [q, r + 1]];
      const v = corners.map(([x, y]) => lead(y * n + x));
      const ends = [];
      for (let i = 0; i < 4; i += 1) {
        const j = (i + 1) % 4;
        if ((v[i] > 0) !== (v[j] > 0)) {
          const t = v[i] / (v[i] - v[j]);
          ends.push([corners[i][0] + t * (corners[j][0] - corners[i][0]),
            corners[i][1] + t * (corners[j][1] - corners[i][1])]);
        }
      }
      for (let i = 0; i + 1 < ends.length; i += 2) {
        pen.moveTo(px(ends[i][0], n), py(ends[i][1], n));
        pen.lineTo(px(ends[i + 1][0], n), py(ends[i + 1][1], n));
      }
    }
  }
  pen.strokeStyle = INK;
  pen.lineWidth = 1.5;
  pen.stroke();
}
