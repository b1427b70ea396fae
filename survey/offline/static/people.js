// Who holds the tablet: making it ready when signed in, choosing a name, giving a PIN.

import { fetchDay, readDay } from "./day.js";
import { readNote, tellAll, writeNote } from "./database.js";
import { become, readMe } from "./me.js";
import { checkPin, findFlaw, keepPin, listKnown, mayChoose, tidyPin } from "./pins.js";
import { byId, isolate, make, say } from "./words.js";

/** Return who interviews in this tab, as the day knows them; null where nobody said so. */
export const findMe = (day) => {
  const id = readMe();
  return day?.people.find((person) => person.id === id) ?? null;
};

// Who is signed in: {csrf, person}, null for nobody, undefined without a connection.
const askSignedIn = async () => {
  try {
    const answer = await fetch("/collect/ready", { redirect: "manual", cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return undefined;
  }
};

const addressSignIn = () => `/sign-in/?next=${encodeURIComponent(location.pathname)}`;

const leadToSignIn = () => {
  document.querySelectorAll("[data-sign-in]").forEach((link) => {
    link.href = addressSignIn();
  });
};

const signOut = ({ csrf }) =>
  fetch("/sign-out", { method: "POST", headers: { "X-CSRFToken": csrf }, redirect: "manual" });

// --- Making ready ---

/** Show how a tablet is made ready, to who may. */
export const showReady = async (done) => {
  leadToSignIn();
  const signedIn = await askSignedIn();
  byId("ready-offline").hidden = signedIn !== undefined;
  byId("ready-sign-in").hidden = signedIn !== null;
  byId("ready-form").hidden = !signedIn;
  if (!signedIn) return;
  const name = isolate(signedIn.person.name);
  byId("ready-person").textContent = say("signed_in", { name });
  byId("tablet-name").value = (await readNote("device"))?.name ?? "";
  byId("ready-form").onsubmit = (event) => {
    event.preventDefault();
    makeReady(signedIn, done);
  };
};

const makeReady = async ({ csrf }, done) => {
  const button = byId("ready-form").querySelector("button");
  const name = byId("tablet-name").value.trim();
  button.disabled = true;
  byId("ready-error").hidden = true;
  try {
    const device = await register(csrf, name);
    await writeNote("device", { ...device, name });
    await writeNote("queue", {});
    await navigator.storage?.persist?.();
    await fetchDay();
    tellAll();
    await done();
  } catch (error) {
    console.error(error);
    byId("ready-error").hidden = false;
  } finally {
    button.disabled = false;
  }
};

const register = async (csrf, name) => {
  const answer = await fetch("/collect/devices", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ name }),
    redirect: "error",
  });
  if (!answer.ok) throw new TypeError(`registering answered ${answer.status}`);
  const { id, token } = await answer.json();
  return { id, token };
};

// --- Names and PINs ---

/** Show the names of those who have a PIN here, and to who is signed in how to choose one. */
export const showPeople = async (done) => {
  leadToSignIn();
  showPart("choose-person"); // before anything is awaited: a PIN may be asked meanwhile
  const [day, known] = await Promise.all([readDay(), listKnown()]);
  const people = day?.people ?? [];
  byId("people").replaceChildren(...people.map((one) => makeName(one, known.includes(one.id), done)));
  byId("people-hint").hidden = people.every((one) => known.includes(one.id)) && people.length > 0;
  const signedIn = await askSignedIn();
  const me = people.find((one) => one.id === signedIn?.person.id);
  if (me && !known.includes(me.id) && !byId("choose-person").hidden) askNewPin(me, signedIn, done);
};

const showPart = (name) => {
  for (const part of ["choose-person", "pin-form", "new-pin-form"]) byId(part).hidden = part !== name;
};

const makeName = (person, isKnown, done) => {
  const button = make("button", person.name, { type: "button", dir: "auto" });
  button.disabled = !isKnown;
  button.onclick = () => askPin(person, done);
  return make("li", button);
};

const tell = (place, word) => {
  byId(place).hidden = !word;
  byId(place).textContent = word ? say(word) : "";
};

const askPin = (person, done) => {
  byId("pin-label").textContent = say("pin_of", { name: isolate(person.name) });
  byId("pin").value = "";
  tell("pin-error", null);
  showPart("pin-form");
  byId("pin").focus();
  byId("pin-back").onclick = () => showPart("choose-person");
  byId("pin-forgotten").onclick = () => forgetPin(person, done);
  byId("pin-form").onsubmit = async (event) => {
    event.preventDefault();
    const found = await checkPin(person.id, tidyPin(byId("pin").value));
    byId("pin").value = "";
    tell("pin-error", found === "right" ? null : found);
    if (found === "right") enter(person, done);
  };
};

// Only a password that was given after the PIN was chosen takes its place: who has signed in on the
// tablet since it was made ready may have left it to somebody else.
const forgetPin = async (person, done) => {
  const signedIn = await askSignedIn();
  if (signedIn === undefined) return tell("pin-error", "no_network");
  const isOwn = signedIn?.person.id === person.id;
  if (isOwn && (await mayChoose(person.id, signedIn.signed_in_at))) {
    return askNewPin(person, signedIn, done);
  }
  if (signedIn) await signOut(signedIn);
  return location.assign(addressSignIn());
};

const askNewPin = (person, { signed_in_at }, done) => {
  byId("new-pin-label").textContent = say("new_pin", { name: isolate(person.name) });
  tell("new-pin-error", null);
  showPart("new-pin-form");
  byId("new-pin-form").onsubmit = async (event) => {
    event.preventDefault();
    const pin = tidyPin(byId("new-pin").value);
    const flaw = findFlaw(pin);
    tell("new-pin-error", flaw);
    if (flaw) return;
    byId("new-pin").value = "";
    await keepPin(person.id, pin, signed_in_at);
    enter(person, done);
  };
};

const enter = (person, done) => {
  become(person);
  done();
};
