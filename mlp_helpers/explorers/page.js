// What all widgets share; their own script follows it. The page only asks
// ("hello", "set") and the kernel only answers ("frame"). COLOURS stands above
// it: the table of plots/drawing.py.

const BASE = `
.mlp-page {
  display: block; padding: 6px 4px 10px; box-sizing: border-box;
  color: var(--jp-ui-font-color1, inherit);
  font: 14px/1.5 var(--jp-content-font-family, system-ui, sans-serif);
  --mlp-first: ${COLOURS.DARK_GREEN}; --mlp-second: ${COLOURS.DARK_PURPLE};
  --mlp-edge: var(--jp-border-color1, #bdbdbd);
  --mlp-back: var(--jp-layout-color1, #fff);
  --mlp-soft: var(--jp-layout-color2, #eee);
  --mlp-grey: var(--jp-ui-font-color2, ${COLOURS.GREY});
}
.mlp-page.mlp-night {
  --mlp-first: ${COLOURS.LIGHT_GREEN}; --mlp-second: ${COLOURS.PURPLE}; }
.mlp-page * { box-sizing: border-box; }
.mlp-page .mlp-bar { display: flex; flex-wrap: wrap; gap: 6px 8px;
  align-items: center; margin: 0 0 10px; }
.mlp-page .mlp-bar button, .mlp-page .mlp-bar select {
  font: inherit; color: inherit; min-height: 32px; padding: 2px 10px;
  border-radius: 4px; border: 1px solid var(--mlp-edge);
  background: var(--mlp-back); cursor: pointer; }
.mlp-page .mlp-pace { display: inline-flex; gap: 6px; align-items: center;
  flex: 0 1 200px; }
.mlp-page .mlp-pace input { flex: 1 1 60px; min-width: 50px; }
.mlp-page .mlp-bar button:hover { background: var(--mlp-soft); }
.mlp-page .mlp-bar button[aria-disabled=true] { opacity: 0.45;
  cursor: default; }
.mlp-page .mlp-bar button[aria-pressed=true] { border-color: var(--mlp-first);
  box-shadow: inset 0 -3px 0 var(--mlp-first); }
.mlp-page :is(input, button, select, summary, canvas,
  textarea):focus-visible {
  outline: 2px solid var(--mlp-first); outline-offset: 2px; }
.mlp-page [role=alert] { margin: 8px 0 0; padding: 6px 10px;
  max-width: 75ch; overflow-wrap: anywhere; background: var(--mlp-soft);
  border-left: 4px solid ${COLOURS.RED}; }
.mlp-page [role=alert]:empty { display: none; }
.jp-OutputArea-child:has(.mlp-page)
  + .jp-OutputArea-child:has(img),
.jp-OutputArea-child:has(.mlp-page)
  + .jp-OutputArea-child:has(img)
  + .jp-OutputArea-child:has(.mlp-sentence),
.cell_container:has(.mlp-page) > :is(:has(img), :has(.mlp-sentence)):not(
  :has(.mlp-page)) { display: none; }
`; // the last of these rules is for VS Code
const PATIENCE = 4000; // milliseconds until we say that we wait
const PACE = 1000 / 30; // milliseconds from one question to the next
const KNOCKS = [8, 16, 24, 32, 40, 50]; // milliseconds after a question

function make(tag, options = {}, parent = null) {
  const { text, ...attributes } = options;
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  if (text !== undefined) node.textContent = text;
  if (parent) parent.append(node);
  return node;
}

function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A root that keeps its keys from the notebook, which has shortcuts on most;
// Ctrl+S and the like go on to it. Escape goes back to the cell: from there
// the arrow keys move on, and from a control of the output they would not.
function rootOf(el, name, style) {
  const root = make("div", { class: `mlp-explorer mlp-page ${name}` }, el);
  make("style", { text: BASE + style }, root);
  root.addEventListener("keydown", (event) => {
    const commands = event.ctrlKey || event.metaKey || event.altKey;
    if (commands) return;
    if (event.key !== "Escape") event.stopPropagation();
    else root.closest(".jp-Cell")?.focus({ preventScroll: true });
  });
  return root;
}

// Programs tell of a dark theme in ways of their own, but in all of them the
// text is light then. Marks the root, and calls `changed` whenever the root has
// another size or the theme may be another one. Returns what ends it.
function followTheme(root, changed = () => {}) {
  const look = () => requestAnimationFrame(() => {
    const [r, g, b] = getComputedStyle(root).color.match(/[\d.]+/g) || [0, 0, 0];
    root.classList.toggle("mlp-night", 0.3 * r + 0.6 * g + 0.1 * b > 128);
    changed();
  });
  const sizes = new ResizeObserver(look);
  sizes.observe(root);
  const theme = new MutationObserver(look);
  theme.observe(document.body, { attributes: true,
    attributeFilter: ["data-jp-theme-light", "class"] });
  return () => {
    sizes.disconnect();
    theme.disconnect();
  };
}

// A conversation with the kernel, one question on its way at a time: `go` asks
// the one that `next()` gives, if any; `hear` takes note of an answer.
function converse(model, alert, next) {
  const view = Math.random().toString(36).slice(2);
  let [serial, inFlight, timer] = [0, 0, 0];

  // The server holds a short message back until this side says that the one
  // before has come (Nagle's algorithm). Anything that we send says so.
  function knock(mine) {
    if (inFlight === mine) model.send({ kind: "knock" });
  }

  function post(message) {
    serial += 1;
    inFlight = serial;
    clearTimeout(timer);
    timer = setTimeout(() => say(alert, "No answer yet. A cell may still be " +
      "running. If nothing runs, run this cell again."), PATIENCE);
    try {
      model.send({ ...message, view, serial });
      for (const after of KNOCKS) setTimeout(knock, after, serial);
    } catch (error) {
      inFlight = 0;
      clearTimeout(timer);
      say(alert, "The kernel cannot be reached. Run this cell again.");
    }
  }

  post({ kind: "hello" });
  return {
    view,
    busy: () => inFlight > 0,
    first: () => serial === 1,
    go() {
      const message = inFlight ? null : next();
      if (message) post(message);
    },
    hear(frame) {
      if (frame.view === view && frame.serial === inFlight) {
        inFlight = 0;
        clearTimeout(timer);
      }
    },
    close() { clearTimeout(timer); },
  };
}

// For a page that sets values: { view, busy(), ask(values), close() }. What
// waits is put together. `show(frame, buffers, mine)` is called with every
// frame; `mine` says that no newer question is on its way.
function connect(model, alert, show) {
  let waiting = null;
  let [pause, sent] = [0, performance.now()];
  const talk = converse(model, alert, () => {
    const values = waiting;
    waiting = null;
    return values && { kind: "set", values };
  });

  function soon() {
    if (talk.busy() || pause || !waiting) return;
    pause = setTimeout(() => {
      pause = 0;
      sent = performance.now();
      talk.go();
    }, Math.max(0, sent + PACE - performance.now()));
  }

  function receive(frame, buffers) {
    if (!frame || frame.kind !== "frame") return;
    talk.hear(frame);
    say(alert, frame.error || frame.refused || "");
    show(frame, buffers, !waiting && !talk.busy());
    soon();
  }

  model.on("msg:custom", receive);
  return {
    view: talk.view,
    busy: () => Boolean(waiting) || talk.busy(),
    ask(values) {
      waiting = { ...waiting, ...values };
      soon();
    },
    close() {
      model.off("msg:custom", receive);
      talk.close();
      clearTimeout(pause);
    },
  };
}
