// Who interviews in this tab: said with a PIN at the desk, and forgotten with the tab, or by the desk
// after a while in which nobody touched the tablet. Tabs of the same person are touched together.

const ME = "me";

// Milliseconds without a touch after which somebody else may hold the tablet; between two notes.
const LONGEST = 10 * 60_000;
const STEP = 5_000;
const TOUCHES = ["pointerdown", "keydown", "input", "click"];
// Stands in the place of a moment: since then nobody gave a PIN.
const AWAY = "0";

const nameNote = (id) => `touched ${id}`;

// The last note that this tab knows of, and when by the clock of the device.
let known = null;
let heard = performance.now();

const note = (id, moment) => {
  known = String(moment);
  heard = performance.now();
  localStorage.setItem(nameNote(id), known);
};

/** Return the id of who interviews in this tab; null where nobody said so. */
export const readMe = () => sessionStorage.getItem(ME);

/** Note who interviews in this tab from now on. */
export const become = (person) => {
  sessionStorage.setItem(ME, person.id);
  note(person.id, Date.now());
};

/** Forget who interviews in this tab. */
export const forgetMe = () => sessionStorage.removeItem(ME);

/** Tell whether nobody touched the tablet for so long that they must say again who they are. */
export const isAway = () => {
  const id = readMe();
  if (!id) return false;
  const noted = localStorage.getItem(nameNote(id));
  if (!noted) note(id, Date.now()); // who said so on an earlier version of this page
  else if (noted !== known) {
    known = noted;
    heard = performance.now();
  }
  // The one clock stands still on a tablet that sleeps, and the other can be set back.
  return Math.max(performance.now() - heard, Date.now() - known) >= LONGEST;
};

// Who comes back after a pause stays away until they give their PIN, however often they touch.
const touch = (id) => {
  const isLate = isAway();
  const isNoted = isLate ? known === AWAY : Math.abs(Date.now() - known) < STEP;
  if (!isNoted) note(id, isLate ? AWAY : Date.now());
  heard = performance.now();
};

/** Follow touches. With `ask`, the first after a pause does nothing else than to call it. */
export const followTouches = (ask) => {
  const follow = (event) => {
    const id = readMe();
    if (ask && isAway()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask();
    } else if (id) touch(id);
  };
  TOUCHES.forEach((kind) => addEventListener(kind, follow, { capture: true }));
};
