// The drawing pad: strokes on a bitmap of 32 by 32 points. What the network
// sees and answers comes from the kernel, at most 30 times a second.

const STYLE = `
.mlp-parts { display: flex; flex-wrap: wrap; gap: 14px 24px;
  align-items: flex-start; }
.mlp-parts figure { margin: 0; }
.mlp-parts figcaption { font-size: 12px; color: var(--mlp-grey);
  max-width: 300px; }
.mlp-parts canvas { display: block; background: #fff; border-radius: 4px;
  border: 1px solid var(--mlp-edge); max-width: 100%; }
.mlp-draw { touch-action: none; cursor: crosshair; }
.mlp-bars { display: grid; grid-template-columns: 1.2em 150px 3em;
  gap: 3px 8px; align-items: center; margin: 0;
  font-variant-numeric: tabular-nums; }
.mlp-bars .mlp-track { height: 18px; background: var(--mlp-soft);
  border-radius: 3px; overflow: hidden; }
.mlp-bars .mlp-fill { height: 100%; width: 0; background: var(--mlp-first);
  opacity: 0.55; }
.mlp-bars .mlp-largest { font-weight: 700; }
.mlp-bars .mlp-track.mlp-largest .mlp-fill { opacity: 1; }
.mlp-pad [role=status] { margin: 10px 0 0; min-height: 1.5em; }
.mlp-pad .mlp-bar label { display: flex; gap: 6px; align-items: center; }
`;
const SIDE = 32;
const PENS = [["fine", 0.8], ["medium", 1.3], ["thick", 2]];
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1],
  ArrowDown: [0, 1] };
const REMEMBERED = 50; // strokes that can be undone
let pads = 0;

function render({ model, el }) {
  const root = rootOf(el, "mlp-pad", STYLE);
  pads += 1;
  const id = `mlp-pen-${pads}`;
  const bar = make("div", { class: "mlp-bar", role: "group",
    "aria-label": "Tools" }, root);
  const label = make("label", { for: id, text: "pen" }, bar);
  const pen = make("select", { id }, label);
  for (const [name, radius] of PENS) {
    make("option", { value: radius, text: name }, pen);
  }
  pen.selectedIndex = 1;
  const eraser = make("button", { type: "button", text: "eraser",
    "aria-pressed": "false" }, bar);
  const undo = make("button", { type: "button", text: "undo" }, bar);
  const clear = make("button", { type: "button", text: "clear" }, bar);
  const parts = make("div", { class: "mlp-parts" }, root);
  const drawn = make("figure", {}, parts);
  const pad = make("canvas", { class: "mlp-draw", width: 320, height: 320,
    tabindex: 0, role: "application", "aria-label": "Drawing pad, 32 by 32 " +
    "points. Arrow keys move the pen, with Shift four points at a time; " +
    "Space puts it down and lifts it." }, drawn);
  make("figcaption", { text: "Draw one digit here. By keyboard: arrows " +
    "move the pen (with Shift four points), Space puts it down and lifts " +
    "it." }, drawn);
  const where = make("div", { role: "status", text: "" },
    make("figcaption", {}, drawn));
  const eyes = make("figure", {}, parts);
  const seen = make("canvas", { width: 160, height: 160, role: "img",
    "aria-label": "What the network sees, 8 by 8 squares" }, eyes);
  make("figcaption", { text: "what the network sees: 8 by 8" }, eyes);
  const bars = make("div", { class: "mlp-bars", role: "group",
    "aria-label": "Ten probabilities" }, parts);
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const name = make("span", { text: digit }, bars);
    const track = make("span", { class: "mlp-track" }, bars);
    const fill = make("div", { class: "mlp-fill" }, track);
    return { name, track, fill, value: make("span", { text: "" }, bars) };
  });
  const status = make("p", { role: "status",
    text: "The pad is ready as soon as the kernel answers." }, root);
  const alert = make("div", { role: "alert" }, root);
  const past = [];
  let bitmap = new Uint8Array(SIDE * SIDE);
  let stroke = null; // the point where the pointer is, while it draws
  let cursor = [10, 6];
  let down = false;
  let pointing = false; // with a mouse or a finger: no pen of the keyboard
  let ready = false;

  function paint() {
    const pixel = pad.width / SIDE;
    const board = pad.getContext("2d");
    board.clearRect(0, 0, pad.width, pad.height);
    board.fillStyle = COLOURS.INK;
    bitmap.forEach((ink, place) => {
      if (ink) {
        board.fillRect((place % SIDE) * pixel,
          Math.floor(place / SIDE) * pixel, pixel, pixel);
      }
    });
    if (document.activeElement !== pad || pointing) return;
    board.lineWidth = 2; // the pen of the keyboard: a square, filled if down
    board.strokeStyle = board.fillStyle = COLOURS.UNIT_COLOURS[1];
    const [x, y] = cursor.map((part) => part * pixel);
    board.strokeRect(x - 2, y - 2, pixel + 4, pixel + 4);
    if (down) board.fillRect(x + 2, y + 2, pixel - 4, pixel - 4);
  }

  function ink([x0, y0], [x1, y1]) {
    const radius = Number(pen.value);
    const value = eraser.getAttribute("aria-pressed") === "true" ? 0 : 1;
    const steps = Math.ceil(3 * Math.hypot(x1 - x0, y1 - y0)) || 1;
    for (let step = 0; step <= steps; step += 1) {
      const x = x0 + (step / steps) * (x1 - x0);
      const y = y0 + (step / steps) * (y1 - y0);
      for (let row = Math.max(0, Math.ceil(y - radius));
        row <= Math.min(SIDE - 1, y + radius); row += 1) {
        for (let column = Math.max(0, Math.ceil(x - radius));
          column <= Math.min(SIDE - 1, x + radius); column += 1) {
          if (Math.hypot(column - x, row - y) <= radius) {
            bitmap[row * SIDE + column] = value;
          }
        }
      }
    }
    changed();
  }

  function changed() {
    ready = true; // what is drawn before the first answer is newer than it
    undo.setAttribute("aria-disabled", past.length === 0);
    paint();
    link.ask({ bitmap: bitmap.join("") });
  }

  function remember() {
    past.push(bitmap.slice());
    if (past.length > REMEMBERED) past.shift();
  }

  function takeBack() {
    if (!past.length) return;
    bitmap = past.pop();
    changed();
  }

  function place(event) {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height].map((p) => p * SIDE - 0.5);
  }

  pad.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    pointing = true;
    pad.focus({ preventScroll: true });
    pad.setPointerCapture(event.pointerId);
    remember();
    stroke = place(event);
    ink(stroke, stroke);
  });
  pad.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const next = place(event);
    ink(stroke, next);
    stroke = next;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => { stroke = null; });
  }

  function penTo(lowered) {
    down = lowered;
    say(where, down ? `The pen is down, in row ${cursor[1]}, column ` +
      `${cursor[0]}.` : "The pen is up.");
  }

  pad.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey;
    const way = !command && MOVES[event.key];
    if (!command) pointing = false;
    if (way) {
      const far = event.shiftKey ? 4 : 1;
      const before = cursor;
      cursor = cursor.map((part, axis) => Math.min(SIDE - 1,
        Math.max(0, part + far * way[axis])));
      if (down) ink(before, cursor);
      else paint();
    } else if (event.key === " " && !command) {
      penTo(!down);
      if (down) {
        remember();
        ink(cursor, cursor);
      } else paint();
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      takeBack();
      event.stopPropagation(); // JupyterLab would undo something as well
    } else return;
    event.preventDefault();
  });
  pad.addEventListener("focus", () => paint());
  pad.addEventListener("blur", () => {
    pointing = false;
    if (down) penTo(false);
    paint();
  });
  eraser.addEventListener("click", () => eraser.setAttribute("aria-pressed",
    eraser.getAttribute("aria-pressed") !== "true"));
  undo.addEventListener("click", takeBack);
  clear.addEventListener("click", () => {
    if (!bitmap.includes(1)) return;
    remember();
    bitmap = new Uint8Array(SIDE * SIDE);
    changed();
  });

  function show(frame, buffers) {
    if (!ready || frame.view !== link.view) {
      bitmap = Uint8Array.from(frame.bitmap, Number);
      ready = true;
      undo.setAttribute("aria-disabled", past.length === 0);
      paint();
    }
    const view = buffers[0];
    const numbers = new Float32Array(view.buffer.slice(view.byteOffset,
      view.byteOffset + view.byteLength));
    const board = seen.getContext("2d");
    for (let place = 0; place < 64; place += 1) {
      const grey = Math.round(255 - numbers[place] * (255 - 0x22));
      board.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
      board.fillRect((place % 8) * 20, Math.floor(place / 8) * 20, 20, 20);
    }
    rows.forEach((row, digit) => {
      const y = numbers[64 + digit];
      row.fill.style.width = `${100 * Math.min(1, Math.max(0, y))}%`;
      say(row.value, frame.read === null ? "\u2013"
        : y.toFixed(2).replace("-", "\u2212"));
      for (const node of [row.name, row.track, row.value]) {
        node.classList.toggle("mlp-largest", digit === frame.read);
      }
    });
    // The sentence belongs to the bars of this frame, and nothing is said of
    // an empty pad while there is a drawing that the kernel does not know.
    const unread = frame.read === null && !frame.error && bitmap.includes(1);
    say(status, unread ? "The network has not answered yet." :
      frame.sentence);
  }

  const link = connect(model, alert, show);
  const unfollow = followTheme(root);
  return () => {
    unfollow();
    link.close();
  };
}

export default { render };
