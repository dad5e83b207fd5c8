// The live half of an Explorer: native controls, one picture, one sentence.

const STYLE = `
.mlp-page.mlp-beside { display: flex; flex-wrap: wrap; gap: 14px 28px;
  align-items: flex-start; }
.mlp-controls {
  flex: 1 1 200px; max-width: 700px; min-width: 0; display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
  gap: 14px 28px;
}
.mlp-control label { display: flex; justify-content: space-between;
  gap: 12px; margin-bottom: 4px; }
.mlp-control output { font-variant-numeric: tabular-nums; font-weight: 600; }
.mlp-row { display: flex; gap: 8px; align-items: center; }
.mlp-row input[type=range] { flex: 1 1 auto; min-width: 60px; margin: 0;
  height: 24px; accent-color: var(--jp-brand-color1, ${COLOURS.BLUE}); }
.mlp-control input[type=checkbox] { width: 18px; height: 18px; margin: 0;
  accent-color: var(--jp-brand-color1, ${COLOURS.BLUE}); }
.mlp-control label.mlp-toggle { justify-content: flex-start;
  align-items: center; min-height: 30px; }
.mlp-control button, .mlp-control select {
  font: inherit; color: inherit; min-height: 30px; border-radius: 4px;
  border: 1px solid var(--jp-border-color1, #bdbdbd);
  background: var(--jp-layout-color1, transparent);
}
.mlp-control button { width: 32px; padding: 0; cursor: pointer;
  line-height: 1; }
.mlp-control button:hover { background: var(--jp-layout-color2, #eee); }
.mlp-control button[aria-disabled=true] { opacity: 0.4; cursor: default; }
.mlp-control select { width: 100%; padding: 2px 6px; }
.mlp-picture { position: relative; }
.mlp-handle { position: absolute; width: 26px; height: 26px;
  transform: translate(-50%, -50%); border-radius: 50%; cursor: grab;
  background: ${COLOURS.DARK_PURPLE}48; touch-action: none; }
.mlp-handle:hover, .mlp-handle.held {
  box-shadow: 0 0 0 2px ${COLOURS.DARK_PURPLE}; }
.mlp-hint { margin: 4px 2px 0; font-size: 12px; color: var(--mlp-grey); }
.mlp-handle.held { cursor: grabbing; }
.mlp-figure { flex: 0 1 auto; min-width: 0; max-width: 100%; margin: 0; }
.mlp-figure img { display: block; max-width: 100%; height: auto;
  background: #fff; padding: 10px; border-radius: 6px; }
.mlp-figure img.mlp-old { opacity: 0.35; }
.mlp-figure [role=status] { margin: 8px 2px 0; max-width: 70ch;
  min-height: 3em; }
.mlp-figure [role=alert] { margin: 8px 2px 0; max-width: 70ch; }
`;

// Each of these returns a function that shows a value in the control.

function slider(spec, id, parent, change, kernel) {
  const label = make("label", { for: id }, parent);
  make("span", { text: spec.label }, label);
  const output = make("output", { for: id }, label);
  const row = make("div", { class: "mlp-row" }, parent);
  const back = make("button", { type: "button", text: "\u2212",
    "aria-label": `${spec.label}: one step back` }, row);
  const range = make("input", { type: "range", id, min: spec.low,
    max: spec.high, step: spec.step }, row);
  const on = make("button", { type: "button", text: "+",
    "aria-label": `${spec.label}: one step on` }, row);
  const show = (value) => {
    const number = Number(value);
    if (Number(range.value) !== number) range.value = number;
    const text = number.toFixed(spec.digits).replace("-", "\u2212");
    output.textContent = text;
    back.setAttribute("aria-disabled", number <= spec.low);
    const room = spec.high - number;
    on.setAttribute("aria-disabled", room < spec.step * 0.999);
  };
  const tell = () => {
    show(range.value);
    change(Number(range.value));
  };
  if (spec.plays) film(spec, row, range, tell, kernel);
  range.addEventListener("input", tell);
  back.addEventListener("click", () => { range.stepDown(); tell(); });
  on.addEventListener("click", () => { range.stepUp(); tell(); });
  return show;
}

// A button that moves a slider on by itself; with less motion, slowly. Each
// picture waits for the one before, so that none is left out.
function film(spec, row, range, tell, kernel) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const button = make("button", { type: "button" });
  row.prepend(button);
  let timer = 0;
  const run = (yes) => {
    clearInterval(timer);
    timer = yes ? setInterval(() => {
      if (!button.isConnected) run(false);
      else if (!kernel.busy()) {
        const before = range.value;
        range.stepUp();
        if (range.value === before) run(false);
        else tell();
      }
    }, calm.matches ? 900 : 120) : 0;
    say(button, timer ? "\u275A\u275A" : "\u25B6");
    button.setAttribute("aria-label", timer ? "Pause" : `Play: ${spec.label}`);
  };
  button.addEventListener("click", () => {
    if (!timer && spec.high - Number(range.value) < spec.step * 0.999) {
      range.value = spec.low;
      tell();
    }
    run(!timer);
  });
  run(false);
}

function choice(spec, id, parent, change) {
  make("label", { for: id, text: spec.label }, parent);
  const select = make("select", { id }, parent);
  for (const option of spec.options) {
    make("option", { value: option, text: option }, select);
  }
  select.addEventListener("change", () => change(select.value));
  return (value) => { select.value = value; };
}

function toggle(spec, id, parent, change) {
  const label = make("label", { class: "mlp-toggle" }, parent);
  const box = make("input", { type: "checkbox", id }, label);
  make("span", { text: spec.label }, label);
  box.addEventListener("change", () => change(box.checked));
  return (value) => { box.checked = value; };
}

function render({ model, el }) {
  const root = rootOf(el, "mlp-beside", STYLE);
  let last = null; // the frame that is seen
  const panel = make("div", { class: "mlp-controls", role: "group",
    "aria-label": "Controls of the picture" }, root);
  const figure = make("figure", { class: "mlp-figure" }, root);
  const holder = make("div", { class: "mlp-picture" }, figure);
  const picture = make("img", { alt: "", hidden: "" }, holder);
  const hint = make("p", { class: "mlp-hint", "aria-hidden": "true",
    hidden: "", text: "What has a purple disc can be dragged." }, figure);
  const status = make("p", { role: "status",
    text: "The picture comes as soon as the kernel answers." }, figure);
  const alert = make("div", { role: "alert" }, figure);
  const shows = {};
  const handles = new Map();
  let address = "";
  let held = null; // a drag: its pointer, where in the disc, and from what

  // What can be dragged has a disc. For the keyboard there are the sliders.
  function handle(name) {
    const disc = make("div", { class: "mlp-handle", "aria-hidden": "true",
      title: `drag: ${name}` }, holder);
    disc.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || held) return;
      const box = disc.getBoundingClientRect();
      held = { pointer: event.pointerId, start: last.values,
        x: event.clientX - box.left - box.width / 2,
        y: event.clientY - box.top - box.height / 2 };
      disc.classList.add("held");
      disc.setPointerCapture(event.pointerId);
    });
    disc.addEventListener("pointermove", (event) => {
      if (held?.pointer !== event.pointerId) return;
      const box = picture.getBoundingClientRect();
      const part = last.width / (box.width - 20);
      kernel.ask({ handle: [name,
        (event.clientX - held.x - box.left - 10) * part,
        (event.clientY - held.y - box.top - 10) * part, held.start] });
    });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      disc.addEventListener(end, (event) => {
        if (held?.pointer !== event.pointerId) return;
        held = null;
        disc.classList.remove("held");
      });
    }
    handles.set(name, disc);
    return disc;
  }

  function placeHandles({ width, handles: places }) {
    hint.hidden = !Object.keys(places).length;
    for (const [name, disc] of handles) disc.hidden = !(name in places);
    const part = (picture.clientWidth - 20) / width;
    for (const [name, [x, y]] of Object.entries(places)) {
      const disc = handles.get(name) || handle(name);
      disc.style.left = `${10 + part * x}px`;
      disc.style.top = `${10 + part * y}px`;
    }
  }

  function build(controls) {
    const makers = { slider, choice, toggle };
    for (const spec of controls) {
      const box = make("div", { class: "mlp-control" }, panel);
      const id = `mlp-${kernel.view}-${spec.name}`;
      const change = (value) => kernel.ask({ [spec.name]: value });
      shows[spec.name] = makers[spec.kind](spec, id, box, change,
        kernel);
    }
  }

  function paint(frame, bytes) {
    const old = address;
    address = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    last = frame;
    picture.onload = () => {
      if (old) URL.revokeObjectURL(old);
      placeHandles(last);
    };
    picture.src = address;
    picture.style.width = `${frame.width + 20}px`;
    picture.alt = "The picture that the sentence below reads";
    picture.hidden = false;
    picture.classList.toggle("mlp-old", Boolean(frame.error));
    say(status, frame.sentence);
    status.hidden = Boolean(frame.error);
  }

  const kernel = connect(model, alert, (frame, buffers, mine) => {
    if (!Object.keys(shows).length) build(frame.controls);
    paint(frame, buffers[0]);
    if (!mine && !held) return; // while a disc is held, no slider is
    for (const [name, show] of Object.entries(shows)) {
      show(frame.values[name]);
    }
  });
  const resized = new ResizeObserver(() => last && placeHandles(last));
  resized.observe(holder);
  const unfollow = followTheme(root);
  return () => {
    resized.disconnect();
    unfollow();
    kernel.close();
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
