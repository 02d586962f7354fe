/* The rotating code. The site says for how long each code still counts; only spans are measured
   here, so a wrong clock of this machine does no harm. A short gap of the network is bridged by the
   codes of the next half minute; afterwards no code is shown rather than one that does not count. */
const screen = document.querySelector("[data-screen]");
const part = (name) => screen.querySelector(`[data-wall="${name}"]`);
const parts = Object.fromEntries(["svg", "words", "digits", "how", "line", "count", "clock"].map((name) => [name, part(name)]));
const ASK_EVERY = 5_000;
const PATIENCE = 4_000;
const DRAW_EVERY = 250;

let state = null;
let asked = null;
let trouble = "";
let shown = "";

/* Milliseconds since the answer: whichever clock went further, for one of them may stop in sleep. */
function elapsed() {
  return Math.max(performance.now() - asked.steady, Date.now() - asked.wall);
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}

const signedOut = () => trouble === screen.dataset.signedOut;

function draw() {
  if (!state) return;
  const code = state.codes.find((one) => one.ends_in > elapsed());
  const stale = !code && state.codes.length > 0;
  if (code && shown !== code.svg) {
    parts.svg.innerHTML = code.svg;
    parts.digits.textContent = code.digits;
    shown = code.svg;
  }
  parts.svg.hidden = parts.how.hidden = !code;
  say(parts.words, stale ? (signedOut() ? trouble : screen.dataset.stale) : state.words);
  parts.line.hidden = !trouble || stale;
  parts.line.lastElementChild.textContent = trouble;
}

async function ask() {
  const sent = { steady: performance.now(), wall: Date.now() };
  try {
    const response = await fetch(screen.dataset.screen, { signal: AbortSignal.timeout(PATIENCE), cache: "no-store" });
    if (response.redirected || response.status === 403) throw new TypeError("signed out");
    if (!response.ok) throw new Error(response.status);
    state = await response.json();
    /* From when it was asked: the way back only shortens what is shown. */
    asked = sent;
    trouble = "";
    parts.count.textContent = state.count;
    parts.clock.textContent = state.clock;
  } catch (error) {
    trouble = error.message === "signed out" ? screen.dataset.signedOut : screen.dataset.gap;
    if (!state) {
      /* The page itself brought one code; nobody knows for how long it counts. */
      say(parts.line.lastElementChild, trouble);
      parts.line.hidden = false;
    }
  }
  draw();
}

/* A projector must not fall asleep; browsers give this up whenever the page is hidden. */
async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    /* Not given, for instance when the battery is low. */
  }
}

setInterval(draw, DRAW_EVERY);
setInterval(ask, ASK_EVERY);
addEventListener("online", ask);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  draw();
  ask();
  stayAwake();
});
ask();
stayAwake();
