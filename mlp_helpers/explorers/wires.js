// Wires between units, and the dots of their biases: where they are and how
// they are drawn. A place is { x, y, side }, the middle of a unit.

// How wide a wire is: by the size of its weight alone, so that two networks,
// and two moments, can be compared. A slope's is by the largest of its kind.
function wide(w) { return 0.5 + Math.min(1.5 * Math.abs(w), 7); }

function ends(from, to) {
  return [[from.x + from.side / 2, from.y], [to.x - to.side / 2, to.y]];
}

function curve(pen, from, to, colour, width, dash) {
  const [[x0, y0], [x1, y1]] = ends(from, to);
  const bend = (x1 - x0) / 2;
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dash);
  pen.stroke();
  pen.setLineDash([]);
}

// The place at t, from 0 to 1, on the wire between two units.
function onCurve(from, to, t) {
  const [[x0, y0], [x1, y1]] = ends(from, to);
  const bend = (x1 - x0) / 2;
  const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2,
    3 * t * t * (1 - t), t ** 3];
  return [a * x0 + b * (x0 + bend) + c * (x1 - bend) + d * x1,
    (a + b) * y0 + (c + d) * y1];
}

function biasPlace({ x, y, side }) {
  return [x - side / 2 - 1, y + side / 2 - 1];
}

function drawBias(pen, place, b, r) {
  const [x, y] = biasPlace(place);
  pen.beginPath();
  pen.arc(x, y, r, 0, 7);
  pen.fillStyle = b < 0 ? BELOW : b > 0 ? ABOVE : LINE;
  pen.fill();
  pen.strokeStyle = BACK;
  pen.lineWidth = 1;
  pen.stroke();
}
