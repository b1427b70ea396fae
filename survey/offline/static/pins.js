// PINs on the tablet: who interviews says so with one. For the trail of who did what, not for
// safety: whoever holds the tablet for long enough can find four digits.

import { ask, change, readNote } from "./database.js";
import { toHex } from "./ids.js";

const ITERATIONS = 200_000;
const FEWEST = 4;
const MOST = 6;
const MOST_WRONG = 5;
const WAIT = 5 * 60_000;

/** Read a PIN in digits of any script. */
export const tidyPin = (typed) =>
  typed.replace(/[۰-۹٠-٩]/g, (digit) => digit.charCodeAt(0) & 15).replace(/\s/g, "");

/** Name the sentence that says why a PIN cannot be chosen; null where it can. */
export const findFlaw = (pin) => {
  if (!/^[0-9]+$/.test(pin) || pin.length < FEWEST || pin.length > MOST) return "no_pin";
  const steps = new Set([...pin].slice(1).map((digit, place) => digit - pin[place]));
  return steps.size === 1 && [0, 1, -1].includes([...steps][0]) ? "plain_pin" : null;
};

const derive = async (pin, salt, iterations) => {
  const typed = await crypto.subtle.importKey(
    "raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"],
  );
  const salted = Uint8Array.from(salt.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const how = { name: "PBKDF2", hash: "SHA-256", salt: salted, iterations };
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(how, typed, 256)));
};

const readPins = async () => (await readNote("pins")) ?? {};

// Of this person alone: another tab may be choosing a PIN at the same time.
const note = (person, kept) =>
  change(["meta"], async (at) => {
    const pins = (await ask(at("meta").get("pins"))) ?? {};
    await ask(at("meta").put({ ...pins, [person]: kept }, "pins"));
  });

/** List the ids of those who have a PIN on this tablet. */
export const listKnown = async () => Object.keys(await readPins());

/** Whether somebody gave their password after their PIN was chosen: then they may choose another. */
export const mayChoose = async (person, signedInAt) => {
  const since = Date.parse((await readPins())[person]?.signed_in_at);
  return Boolean(signedInAt) && (Number.isNaN(since) || Date.parse(signedInAt) > since);
};

/** Keep what a PIN is checked with, and when its person had signed in; the PIN is kept nowhere. */
export const keepPin = async (person, pin, signedInAt = "") => {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(16)));
  const hash = await derive(pin, salt, ITERATIONS);
  const kept = { salt, iterations: ITERATIONS, hash, wrong: 0, closed_until: 0 };
  await note(person, { ...kept, signed_in_at: signedInAt });
};

/** Check a PIN: "right", "wrong", or "slow" after too many wrong ones. */
export const checkPin = async (person, pin, now = Date.now()) => {
  const kept = (await readPins())[person];
  if (!kept) return "wrong";
  if (kept.closed_until > now && kept.closed_until <= now + WAIT) return "slow";
  const isRight = (await derive(pin, kept.salt, kept.iterations)) === kept.hash;
  const wrong = isRight ? 0 : (kept.wrong + 1) % MOST_WRONG;
  const closed_until = !isRight && wrong === 0 ? now + WAIT : 0;
  await note(person, { ...kept, wrong, closed_until });
  return isRight ? "right" : "wrong";
};
