// Who interviews in this tab: said with a PIN at the desk, and forgotten with the tab, or by the desk
// after a while in which nobody touched the tablet. Tabs of the same person are touched together.
// In an interview people talk, so it takes longer until that is left for the desk.

const ME = "me";

// Milliseconds without a touch after which somebody else may hold the tablet: at the desk, and in an
// interview; then those between two notes, and between two looks at whether somebody is still there.
const LONGEST = 10 * 60_000;
const LONGEST_TALK = 30 * 60_000;
const STEP = 5_000;
const LOOK = 15_000;
const TOUCHES = ["pointerdown", "keydown", "input", "click"];

const nameNote = (id) => `touched ${id}`;

// The last note that this tab knows of: the moment of a touch, less than nothing where nobody gave a
// PIN since a pause; and when that was by the clock that nobody sets.
let known = null;
let heard = performance.now();

const note = (id, moment) => {
  known = String(moment);
  heard = performance.now();
  localStorage.setItem(nameNote(id), known);
};

const hear = (id) => {
  const noted = localStorage.getItem(nameNote(id));
  if (!noted) note(id, Date.now()); // who said so on an earlier version of this page
  else if (noted !== known) {
    known = noted;
    heard = performance.now();
  }
};

/** Return the id of who interviews in this tab; null where nobody said so. */
export const readMe = () => sessionStorage.getItem(ME);

// Milliseconds since the last touch; none where nobody interviews. The one clock stands still on a
// tablet that sleeps, and the other can be set back.
const findPause = () => {
  const id = readMe();
  if (!id) return 0;
  hear(id);
  return Math.max(performance.now() - heard, Date.now() - Math.abs(known));
};

/** Note who interviews in this tab from now on. */
export const become = (person) => {
  sessionStorage.setItem(ME, person.id);
  note(person.id, Date.now());
};

/** Forget who interviews in this tab. */
export const forgetMe = () => sessionStorage.removeItem(ME);

/** Tell whether nobody touched the tablet for so long that they must say again who they are. */
export const isAway = () => findPause() >= LONGEST || (readMe() !== null && known < 0);

/** Tell whether an interview lay untouched for so long that it may be in other hands. */
export const isLeft = () => findPause() >= LONGEST_TALK;

/** Note a touch. Who comes back after a pause stays away until they give their PIN. */
export const touch = () => {
  const id = readMe();
  if (!id) return;
  const isLate = isAway();
  const isNoted = isLate === known < 0 && Math.abs(Date.now() - Math.abs(known)) < STEP;
  if (!isNoted) note(id, isLate ? -Date.now() : Date.now());
  heard = performance.now();
};

/** Note that whoever comes next must say who they are. */
export const markAway = () => note(readMe(), -Date.now());

/** Follow touches, and `ask` after a pause, as `isOver` tells it: the first touch does nothing else. */
export const followTouches = (isOver, ask) => {
  const look = () => isOver() && ask();
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);
  const follow = (event) => {
    if (isOver()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask();
    } else touch();
  };
  TOUCHES.forEach((kind) => addEventListener(kind, follow, { capture: true }));
};
