// The controls of a playground, all native. Each maker returns its box and its
// control; what it pushes to `shows` brings it up to date.

// What the pointer is told, where a label is too short to tell it.
const TIPS = {
  Play: "Train: one update after the other, until you press Pause",
  "One update": "Move every weight and bias once, by the gradients of one " +
    "batch",
  "New weights": "Begin anew, from other random numbers",
  Slowly: "One instance on its way through the network and back, number by " +
    "number",
  rate: "Learning rate: how far an update moves the weights",
  activation: "What each hidden unit makes of its sum",
  data: "Points to learn. Add, drag and delete them in the picture",
  "One epoch": "Updates until each training point has been used once",
  "One step back": "Take the last update back",
  Rewind: "Back to the initial weights of this run",
  noise: "How far the points are scattered, as a standard deviation",
  "test part": "Part of the points, drawn hollow, that the network never " +
    "trains on",
  momentum: "How much of the last step is taken once more",
  "weight decay": "How strongly the weights are drawn towards 0 (L2 " +
    "regularization)",
  "batch size (0: all)": "How many points an update looks at",
  seed: "Another number draws other initial weights",
};

function makeControls(shows) {
  const own = Math.random().toString(36).slice(2);
  let names = 0;

  function button(parent, text, does, more = {}) {
    const node = make("button", { type: "button", text, ...more }, parent);
    const tip = TIPS[text.replace(/^\W+/, "")];
    if (tip) node.title = tip;
    node.addEventListener("click", does);
    return node;
  }

  function field(parent, text, control) {
    names += 1;
    control.id = `mlp-${own}-${names}`;
    if (TIPS[text]) control.title = TIPS[text];
    const box = make("div", { class: "field" }, parent);
    const head = make("div", {}, box);
    make("label", { for: control.id, text }, head);
    box.append(control);
    return { box, head, control };
  }

  // `options()` are pairs of a value and its text, or words.
  function pick(parent, text, options, value, does) {
    const select = make("select");
    select.addEventListener("change", () => does(select.value));
    shows.push(() => {
      const wanted = options().map((option) => (Array.isArray(option)
        ? option.map(String) : [option, option.replace(/_/g, " ")]));
      const key = JSON.stringify(wanted);
      if (select.dataset.key !== key) {
        select.dataset.key = key;
        select.replaceChildren(...wanted.map(([v, t]) =>
          make("option", { value: v, text: t })));
      }
      select.value = String(value());
    });
    return field(parent, text, select);
  }

  function count(parent, text, low, high, step, value, does) {
    const input = make("input", { type: "number", min: low, max: high, step });
    let typing = false;
    shows.push(() => {
      if (document.activeElement !== input || !typing) input.value = value();
    });
    input.addEventListener("input", () => { typing = true; });
    const made = field(parent, text, input);
    const refused = make("span", { role: "alert", class: "refused" },
      made.box);
    input.addEventListener("change", () => {
      typing = false;
      const wish = input.value === "" ? NaN : Number(input.value);
      const fits = wish >= low && wish <= high
        && (step === "any" || Number.isInteger(wish));
      say(refused, fits ? "" : `${input.value || "Nothing"} does not fit: ` +
        `${step === "any" ? "a number" : "a whole number"} from ${low} to ` +
        `${high}.`);
      if (fits) does(wish);
      else input.value = value();
    });
    return made;
  }

  function slide(parent, text, low, high, step, value, does, shown) {
    const input = make("input", { type: "range", min: low, max: high, step });
    const made = field(parent, text, input);
    const output = make("output", {}, made.head);
    shows.push(() => {
      input.value = value();
      say(output, shown(value()));
      input.setAttribute("aria-valuetext", output.textContent);
    });
    input.addEventListener("input", () => {
      say(output, shown(Number(input.value)));
      does(Number(input.value));
    });
    return made;
  }

  function tick(parent, text, checked, does) {
    const label = make("label", { class: "tick" }, parent);
    const box = make("input", { type: "checkbox" }, label);
    make("span", { text }, label);
    box.checked = checked;
    box.addEventListener("change", () => does(box.checked));
  }

  function only(box, when) { // a control that is not always of use
    shows.push(() => { box.style.display = when() ? "" : "none"; });
  }

  return { button, pick, count, slide, tick, only };
}
