// The desk: shows whoever holds the tablet what waits and what can be asked, with or without a
// network. It never sends anybody anywhere by itself.

import { fetchDay, readDay } from "./day.js";
import { readNote, whenChanged } from "./database.js";
import { showLeft } from "./left.js";
import { followTouches, forgetMe, isAway, readMe } from "./me.js";
import { showConsent, showNext, writeWhere } from "./next.js";
import { forgetSent } from "./outbox.js";
import { findMe, showPeople, showReady } from "./people.js";
import { setUpQueue, showQueue } from "./queue.js";
import { writeCode } from "./receipt.js";
import { openStore } from "./store.js";
import { setUpTablet, setUpWorker, showMemory, showTablet } from "./tablet.js";
import { startUploading } from "./upload.js";
import { byId, isolate, make, say, writeWhen, writeDigits } from "./words.js";

// Days that the tablet remembers what has arrived.
const REMEMBERED = 30;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const store = await openStore();

// While consent is asked nothing of other households is in sight.
const show = (view) => {
  for (const part of document.querySelectorAll("[data-view]")) part.hidden = part.dataset.view !== view;
  byId("rest").hidden = view === "consent";
};

const tell = (word) => {
  byId("told").hidden = !word;
  byId("told").textContent = word ? say(word) : "";
};

// --- Drafts ---

const listOpen = async () => (await navigator.locks.query()).held.map(({ name }) => name);

const throwAway = async (day, draft) => {
  byId("throw-away-what").textContent = writeWhere(day, draft);
  byId("throw-away").returnValue = "keep";
  byId("throw-away").onclose = async () => {
    if (byId("throw-away").returnValue === "drop") await store.drop(draft.id);
    refresh();
  };
  byId("throw-away").showModal();
};

const makeWays = (day, draft) => {
  const drop = make("button", say("throw_away"), { type: "button", class: "link" });
  drop.onclick = () => throwAway(day, draft);
  const name = say("go_on_with", { code: isolate(writeDigits(draft.household)) });
  const label = draft.household ? { "aria-label": name } : {};
  const address = `${draft.page}#${draft.id}`;
  return make("span", [drop, make("a", say("go_on"), { href: address, class: "button", ...label })], {
    class: "ways",
  });
};

const makeDraft = (day, draft, isOpen) => {
  const when = say("begun", { when: writeWhen(draft.started_at) });
  const told = make("small", isOpen ? `${when} · ${say("elsewhere")}` : when);
  const where = make("span", [writeWhere(day, draft), told]);
  return make("li", isOpen ? [where] : [where, makeWays(day, draft)]);
};

const showDrafts = async (day, me, drafts) => {
  const open = await listOpen();
  const mine = me ? drafts.filter((one) => one.facilitator === me.id) : [];
  byId("drafts").hidden = !mine.length;
  byId("draft-list").replaceChildren(
    ...mine.map((one) => makeDraft(day, one, open.includes(`draft ${one.id}`))),
  );
};

const showHanded = async (me) => {
  const handed = await readNote("handed");
  const isMine = Boolean(me && handed && handed.facilitator === me.id);
  byId("handed").hidden = !isMine;
  byId("handed-code").textContent = isMine
    ? writeCode(handed.code, document.documentElement.dataset.digits)
    : "";
};

const draw = async () => {
  const day = await readDay();
  const me = findMe(day);
  const drafts = await store.drafts();
  await Promise.all([
    showQueue(day, me, drafts, refresh), showDrafts(day, me, drafts), showLeft(me, drafts, refresh),
    showHanded(me), showTablet(),
  ]);
};

let drawn = Promise.resolve();
let next = null;

// What other tabs and the upload change, without touching what is being typed: drawn one after the
// other, so that what was read first is never shown last.
const refresh = () => {
  next ??= drawn.then(() => {
    next = null;
    const drawing = draw();
    drawn = drawing.catch(() => {});
    return drawing;
  });
  return next;
};

// --- From one view to the next ---

const beginInterview = async (head) => {
  await store.forgetCode();
  const draft = await store.begin(head);
  location.assign(`${draft.page}#${draft.id}`);
};

const refuseInterview = async (head) => {
  await store.forgetCode();
  await store.refuse(head);
  byId("household").value = "";
  await open();
  tell("refused");
};

const goToConsent = async (chosen) => {
  tell(null);
  await showMemory();
  await showConsent(await readDay(), chosen, { begin: beginInterview, refuse: refuseInterview });
  show("consent");
  scrollTo(0, 0);
};

const open = async ({ unless } = {}) => {
  if (isAway()) {
    await askAgain();
    return;
  }
  const [device, day] = await Promise.all([readNote("device"), readDay()]);
  await refresh();
  if (unless?.()) return;
  const me = findMe(day); // as it is now: a pause may have ended meanwhile
  if (!device) {
    show("ready");
    await showReady(open);
  } else if (!me) {
    show("people");
    await showPeople(enter);
  } else {
    byId("me").textContent = say("interviewer", { name: isolate(me.name) });
    showNext(me, day, goToConsent);
    show("next");
  }
};

// The code of the last household stays for who asked there, and goes when somebody else comes.
const enter = async () => {
  const handed = await readNote("handed");
  if (handed && handed.facilitator !== readMe()) await store.forgetCode();
  await open();
};

// Who comes back after a pause may be somebody else: nothing can be tapped until they said who.
const askAgain = () => {
  forgetMe();
  show(null);
  document.querySelectorAll("dialog").forEach((one) => one.close("keep"));
  tell(null);
  return open();
};

const changePerson = async () => {
  forgetMe();
  await store.forgetCode();
  tell(null);
  await open();
};

// Whether somebody is typing a PIN or reads the consent: nothing is moved under their hands.
const isBusy = () =>
  [...document.querySelectorAll("[data-view=consent], #pin-form, #new-pin-form")].some((part) =>
    part.getClientRects().length > 0,
  );

// A desk that stays open over night fetches the day of the next morning.
const keepFresh = async () => {
  const day = await readDay();
  const isFresh = day && Date.now() - Date.parse(day.fetched_at) < HOUR;
  if (document.hidden || !navigator.onLine || isFresh) return;
  if ((await fetchDay()) === "kept") await open({ unless: isBusy });
};

const setUp = () => {
  byId("change-person").onclick = changePerson;
  byId("consent-back").onclick = open;
  byId("again").onclick = () => {
    show("ready");
    showReady(open);
  };
  setUpQueue(refresh);
  setUpTablet(async (word) => {
    await open();
    tell(word);
  });
  whenChanged(refresh);
  followTouches(isAway, askAgain);
  // A desk out of the browser's memory is that of whoever held the tablet then.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  setInterval(refresh, MINUTE);
  setInterval(keepFresh, 10 * MINUTE);
  document.addEventListener("visibilitychange", keepFresh);
};

setUp();
await forgetSent(REMEMBERED);
await open();
document.documentElement.dataset.started = "yes";
setUpWorker().catch((error) => console.error(error));
startUploading();
if (navigator.onLine && (await fetchDay()) === "kept") await open({ unless: isBusy });
