// The clock of a slow pass, and its buttons; slow.js draws its moments.

const SECONDS = { sum: 0.7, output: 0.8, error: 1.1, slope: 0.8, delta: 1.4,
  weight: 0.9, bias: 0.7, back: 0.7, after: 2 }; // at speed 1
const FOR_A_TERM = 0.45; // more, for each term but the first
const REST = 0.6; // after a number has come, to read it
const TURN = 2; // the same, where slopes begin
const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64];

function secondsOf({ kind, terms }) {
  return SECONDS[kind] + FOR_A_TERM * Math.max(0, terms.length - 1);
}

// The buttons of a film, and its clock. The host says where it is, `step()` of
// `steps()`, gives the number of a step, `at(step)`, goes there, `go(step)`,
// and draws, `draw()`. While a number is on its way, `film.moving` is it and
// `film.part` tells how far it has come, from 0 to 1.
function makeFilm(bar, host) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const press = {};
  const film = { bar, moving: null, part: 1, playing: false };
  let [frame, last, rest] = [0, 0, 0];

  function button(name, text, does) {
    press[name] = make("button", { type: "button", text }, bar);
    press[name].addEventListener("click", does);
  }

  function start(step) { // the host is told of it when it has come
    film.moving = host.at(step);
    film.part = 0;
    host.go(step - 1, film.moving);
    if (!frame) last = performance.now();
    frame ||= requestAnimationFrame(tick);
  }

  function tick(now) {
    frame = 0;
    if (!film.moving && !film.playing) return;
    const speed = SPEEDS[Number(speeds.value)];
    let left = Math.max(0, now - last) / 1000 * speed;
    last = now;
    frame = -1; // until this picture is drawn
    while (film.moving || film.playing) { // at high speed several a picture
      if (!film.moving) {
        if (left < rest) {
          rest -= left;
          break;
        }
        left -= rest;
        start(host.step() + 1);
      }
      const whole = secondsOf(film.moving);
      const needed = (1 - film.part) * whole;
      if (left < needed) {
        film.part += left / whole;
        break;
      }
      left -= needed;
      arrive();
    }
    host.draw();
    frame = film.moving || film.playing ? requestAnimationFrame(tick) : 0;
  }

  function arrive() {
    const { step, kind, warning } = film.moving;
    film.moving = null;
    film.part = 1;
    host.go(step);
    rest = kind === "error" ? TURN : REST;
    if (!film.playing || step >= host.steps() || warning) film.stop();
  }

  film.shown = () => (calm.matches ? 1 : film.part);
  film.stop = () => {
    const { moving } = film;
    film.moving = null;
    film.playing = false;
    if (moving) host.go(moving.step);
    film.paint();
  };
  film.play = () => {
    if (host.step() >= host.steps()) host.go(0);
    film.playing = true;
    start(host.step() + 1);
    film.paint();
  };
  film.jump = (step) => {
    film.stop();
    const now = Math.max(0, Math.min(step, host.steps()));
    if (now === host.step() + 1 && !calm.matches) start(now);
    else if (now !== host.step()) host.go(now);
    host.draw();
  };
  const move = (by) => {
    film.stop(); // what is on its way has come
    film.jump(host.step() + by);
  };
  film.paint = () => {
    say(press.play, film.playing ? "\u275A\u275A Pause" : host.play);
    const [step, steps] = [host.step(), host.steps()];
    for (const name of ["first", "back"]) {
      press[name].setAttribute("aria-disabled", step === 0);
    }
    for (const name of ["on", "last"]) {
      press[name].setAttribute("aria-disabled", step === steps);
    }
    range.max = steps;
    range.value = step;
    say(count, `${step} of ${steps}`);
  };
  film.close = () => {
    film.moving = null;
    cancelAnimationFrame(frame);
  };

  const id = `mlp-step-${Math.random().toString(36).slice(2)}`;
  button("first", "\u21e4 first", () => film.jump(0));
  button("back", "\u2190 back", () => move(-1));
  button("play", host.play, () => (film.playing ? film.stop()
    : film.play()));
  button("on", "next \u2192", () => move(1));
  button("last", "last \u21e5", () => film.jump(host.steps()));
  make("label", { for: id, text: "step" }, bar);
  const range = make("input", { type: "range", id, min: 0, step: 1 }, bar);
  const count = make("output", { for: id }, bar);
  range.addEventListener("input", () => film.jump(Number(range.value)));
  const pair = make("span", { class: "mlp-pace" }, bar);
  make("label", { for: `${id}-speed`, text: "speed" }, pair);
  const speeds = make("input", { type: "range", id: `${id}-speed`, min: 0,
    max: SPEEDS.length - 1, step: 1, value: 2, class: "mlp-speed" }, pair);
  const told = () => {
    say(times, `${SPEEDS[Number(speeds.value)]}\u00d7`);
    speeds.setAttribute("aria-valuetext", times.textContent);
  };
  const times = make("output", { for: `${id}-speed` }, pair);
  speeds.addEventListener("input", told);
  told();
  return film;
}
