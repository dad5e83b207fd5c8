// The controls of a playground, all native. Each maker returns its box and its
// control; what it pushes to `shows` brings it up to date.

function makeControls(shows) {
  const own = Math.random().toString(36).slice(2);
  let names = 0;

  function button(parent, text, does, more = {}) {
    const node = make("button", { type: "button", text, ...more }, parent);
    node.addEventListener("click", does);
    return node;
  }

  function field(parent, text, control) {
    names += 1;
    control.id = `mlp-${own}-${names}`;
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
