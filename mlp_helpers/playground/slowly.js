// The slow pass in a playground: on the wires and units that are there.

// Where the film is: p.slow, { step, chosen }, the number that is read out.
function slowHost(p) {
  const numbers = () => p.state.slow?.numbers || [];
  const at = (step) => numbers().find((one) => one.step === step);
  p.slow = { step: 0, chosen: null };
  return {
    play: "\u25B6 Film", // Play trains
    step: () => p.slow.step,
    steps: () => p.state.slow?.steps || 0,
    at,
    go(step, next = null) {
      p.slow = { step, chosen: (next || at(step))?.name };
      p.film.paint();
      p.draw();
    },
    draw: () => drawSlow(p),
  };
}

// Draw a moment and its formula; false where nothing is shown slowly.
function drawSlow(p) {
  const { film, state: { slow }, nodes, nodes: { over } } = p;
  const bar = film.bar;
  if (bar.hidden !== !slow) bar.hidden = !slow;
  if (over.hidden !== !slow) over.hidden = !slow;
  if (!slow) {
    if (p.slow.step || film.moving) {
      film.stop();
      p.slow = { step: 0, chosen: null };
    }
    return false;
  }
  if (p.slow.shown !== slow) { // other numbers: the film stays where it is
    if (film.moving) film.moving = slow.numbers.find(({ name }) =>
      name === film.moving.name) || null;
    p.slow = { ...p.slow, shown: slow, step: Math.min(p.slow.step,
      slow.steps) };
    film.paint();
  }
  const [pen, width, height] = sheet(over, HIGH);
  pen.clearRect(0, 0, width, height);
  drawPass(pen, { places: p.places, numbers: slow.numbers,
    step: p.slow.step, film, rate: slow.rate });
  over.dataset.drawn = Number(over.dataset.drawn || 0) + 1;
  const one = slow.numbers.find(({ name }) => name === p.slow.chosen);
  const [formula, values, result] = one ? one.lines : ["", "", ""];
  nodes.formula.setAttribute("aria-live", film.playing ? "off" : "polite");
  say(nodes.formula, !one ? "One instance on its way through the network and " +
    "back, with what an update with it alone would do. Press Film, or next."
    : one.step > p.slow.step ? `${formula} ${values}`
      : `${formula} ${values} ${result}`);
  say(nodes.status, slow.error || one?.warning || "Your weights stay as they " +
    "are. Slowly once more, or Play above, ends it.");
  return true;
}
