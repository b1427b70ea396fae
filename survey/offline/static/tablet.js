// The tablet itself: its worker and new versions of it, its memory, being installed.

import { fetchDay, readDay } from "./day.js";
import { readNote } from "./database.js";
import { byId, say, writeShare, writeWhen } from "./words.js";

const ALMOST_FULL = 0.8;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// --- Versions ---

/** Tell whether an interview is open in any tab. */
export const isAnyOpen = async () => {
  const { held } = await navigator.locks.query();
  return held.some(({ name }) => name.startsWith("draft "));
};

const offer = async (registration) => {
  const isNew = registration.waiting && navigator.serviceWorker.controller;
  byId("version").hidden = !isNew || (await isAnyOpen());
};

const takeOver = async (registration) => {
  if (await isAnyOpen()) return;
  // Only the tab in which it was tapped begins anew.
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting?.postMessage("take over");
};

/** Let the worker keep the desk, and offer a new version once it is complete. */
export const setUpWorker = async () => {
  if (!navigator.serviceWorker) return;
  const options = { scope: "/collect/", updateViaCache: "none" };
  const registration = await navigator.serviceWorker.register("/collect/worker.js", options);
  const look = () => offer(registration);
  registration.addEventListener("updatefound", () => {
    registration.installing.addEventListener("statechange", look);
  });
  const ask = () => registration.update().catch(() => {}); // without a network there is none
  byId("take-over").onclick = () => takeOver(registration);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  addEventListener("online", ask);
  setInterval(look, MINUTE);
  setInterval(ask, HOUR);
  ask();
  look();
};

// --- Memory ---

/** Say how much of the memory is used, and warn when it is almost all. */
export const showMemory = async () => {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  const share = quota ? usage / quota : 0;
  const isSafe = (await navigator.storage?.persisted?.()) ?? false;
  byId("memory").textContent = quota ? say("memory", { share: writeShare(share) }) : say("unknown");
  byId("full").hidden = share < ALMOST_FULL;
  byId("full").textContent = say("full", { share: writeShare(share) });
  byId("kept-safe").textContent = say(isSafe ? "safe" : "unsafe");
};

// --- The tablet ---

const isApple = () =>
  /iPad|iPhone/.test(navigator.userAgent) ||
  (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);

const isInstalled = () => matchMedia("(display-mode: standalone)").matches;

/** Show what there is to say of the tablet. */
export const showTablet = async () => {
  const [device, day, keptAt] = await Promise.all([readNote("device"), readDay(), readNote("kept_at")]);
  byId("tablet").hidden = !device;
  byId("tablet-called").textContent = device?.name ?? "";
  byId("fetched").textContent =
    day && keptAt ? say("fetched", { when: writeWhen(day.fetched_at) }) : say("not_fetched");
  byId("apple").hidden = !isApple() || isInstalled();
  await showMemory();
};

const WORDS = { kept: "up_to_date", offline: "no_network" };

/** Set up the buttons of the tablet; `show` is called when the day was fetched. */
export const setUpTablet = (show) => {
  byId("refresh").onclick = async () => {
    byId("fetched").textContent = say("fetching");
    const found = await fetchDay();
    await navigator.storage?.persist?.();
    await show(WORDS[found]);
  };
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    byId("install").hidden = false;
    byId("install").onclick = () => event.prompt();
  });
  addEventListener("appinstalled", () => {
    byId("install").hidden = true;
  });
};
