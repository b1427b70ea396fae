// The upload: sends what is in the outbox whenever it can, and lets go only of what has arrived.

import { ask, look, readNote, tellAll, unlessFull, whenChanged, writeNote } from "./database.js";
import { changeRecord, countUnsent, forgiveNetwork, listUnsent, release, releaseHeld } from "./outbox.js";

// Milliseconds: between two looks at least and at most, until one request is given up, and between tries of a record.
const SHORTEST = 1_000;
const EVERY = 60_000;
const PATIENCE = 120_000;
const SLOWEST = 2; // bytes in a millisecond: slower than this is no network
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60_000;

const ARRIVED = ["new", "repeated", "revised", "waiting", "kept", "conflict", "withdrawn"];
const TOO_LARGE = 413;
const HELD = [400, 422];
const PAUSING = [401, 403];
const BUSY = [429, 503];

/** After so many tries in vain, so long until the next, so that not all tablets come at once. */
export const findWait = (tries, chance = Math.random()) =>
  Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1)) * (0.5 + chance / 2);

/** Read what Retry-After says, in milliseconds: seconds, or a moment; 0 where it says nothing. */
export const readRetryAfter = (text, now = Date.now()) => {
  const seconds = Number(text);
  const wait = Number.isNaN(seconds) ? Date.parse(text) - now : seconds * 1_000;
  return wait > 0 ? wait : 0;
};

/** So long is one request waited for: what is large takes its time where the network is slow. */
export const findPatience = (bytes) => PATIENCE + Math.round(bytes / SLOWEST);

/** Whether it was the site that refused: what stands between may say such a status too. */
export const isOurRefusal = ({ said }) => typeof said.reason === "string";

/** Note how far the clock of the server is ahead of this one. */
export const noteClock = async (serverTime, sentAt) => {
  const moment = Date.parse(serverTime);
  if (!Number.isNaN(moment)) await writeNote("offset", Math.round(moment - (sentAt + Date.now()) / 2));
};

/** What every request of a tablet says: by what it is let in, and how much it holds. */
export const introduce = (token, unsent) => ({
  Authorization: `Bearer ${token}`,
  "X-Mahalla": "1",
  "X-Mahalla-Unsent": String(unsent),
});

const put = async (address, bytes, sha256, token, lost = []) => {
  const sentAt = Date.now();
  const unsent = await countUnsent();
  const answer = await fetch(address, {
    method: "PUT",
    body: bytes,
    headers: {
      ...introduce(token, unsent),
      "Content-Type": "application/octet-stream",
      "X-Content-SHA256": sha256,
      ...(lost.length ? { "X-Mahalla-Lost": lost.join(",") } : {}),
    },
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(findPatience(bytes.byteLength)),
  });
  const said = (await answer.json().catch(() => null)) ?? {};
  if (said.server_time) await unlessFull(noteClock(said.server_time, sentAt));
  return { status: answer.status, said, wait: readRetryAfter(answer.headers.get("Retry-After")) };
};

const readFile = (name) => look(["blobs"], (at) => ask(at("blobs").get(name)));

const listGone = async (names) => {
  const files = await Promise.all(names.map(readFile));
  return names.filter((_, place) => !files[place]);
};

const sendFiles = async (record, names, token) => {
  for (const name of names) {
    const file = await readFile(name);
    if (!file) continue;
    const answer = await put(`/interviews/${record.id}/files/${name}`, file.content, name, token);
    if (answer.status >= 300) return answer;
    record.carried = [...(record.carried ?? []), name];
    await unlessFull(changeRecord(record.id, { carried: record.carried }));
  }
  return null;
};

const sendInterview = async (record, token) => {
  const carried = record.carried ?? [];
  const stopped = await sendFiles(record, record.files.filter((name) => !carried.includes(name)), token);
  if (stopped) return stopped;
  const send = () => put(`/interviews/${record.id}`, record.blob, record.sha256, token, record.without);
  const answer = await send();
  const missing = answer.said.missing;
  if (answer.status !== 422 || !Array.isArray(missing)) return answer;
  const lacking = record.files.filter((name) => missing.includes(name));
  const again = (await sendFiles(record, lacking, token)) ?? (await send());
  // A file that is not on the tablet any more comes by no waiting: somebody must know.
  const lost = again.said.missing ? await listGone(lacking) : [];
  return lost.length ? { ...again, said: { reason: "", lost } } : again;
};

const postpone = (record, reason) => {
  const tries = record.tries + 1;
  return changeRecord(record.id, { tries, next_try: Date.now() + findWait(tries), reason });
};

const isHeld = (answer) => {
  const { status, said } = answer;
  if (status === TOO_LARGE) return true; // whoever says so will say it again
  return HELD.includes(status) && isOurRefusal(answer) && !said.retry && !said.missing;
};

// Pages of a hotel's network answer to everything: only our own word on this very interview counts.
const isReceipt = ({ status, said }, { id }) =>
  ARRIVED.includes(said.outcome) && said.id === id && (status < 300 || [409, 410].includes(status));

// Whether the queue goes on after a record.
const settle = async (record, answer) => {
  const { status, said, wait } = answer;
  if (isReceipt(answer, record)) {
    await release(record, said.outcome);
    return true;
  }
  if (PAUSING.includes(status) && isOurRefusal(answer)) {
    await unlessFull(writeNote("queue", { paused: status }));
    return false;
  }
  if (BUSY.includes(status)) {
    const notBefore = Date.now() + Math.min(wait || FIRST_WAIT, LONGEST_WAIT);
    await unlessFull(writeNote("queue", { not_before: notBefore }));
    await unlessFull(postpone(record, "busy"));
    return false;
  }
  if (isHeld(answer)) {
    const reason = typeof said.reason === "string" ? said.reason : "";
    const { lost = [] } = said;
    await changeRecord(record.id, { state: "held", tries: record.tries + 1, reason, lost });
    return true;
  }
  await postpone(record, "server");
  return true;
};

// A clock that was set back does not keep anything waiting for days.
const isDue = (moment, now) => !moment || moment <= now || moment > now + LONGEST_WAIT;

const sendOne = async (record, token) => {
  try {
    return await settle(record, await sendInterview(record, token));
  } catch (error) {
    if (!["TypeError", "TimeoutError", "AbortError"].includes(error.name)) throw error;
    await unlessFull(postpone(record, "offline"));
    return false;
  }
};

// Whether it came to its end: not where nothing may be sent, the network went, or there is no room
// to note why something was not taken. What comes after that may make room.
const round = async () => {
  const [device, queue] = await Promise.all([readNote("device"), readNote("queue")]);
  if (!device?.token || queue?.paused || !isDue(queue?.not_before, Date.now())) return false;
  const due = (await listUnsent()).filter(
    (record) => record.state === "waiting" && isDue(record.next_try, Date.now()),
  );
  let isNoted = true;
  for (const record of due) {
    const goesOn = await unlessFull(sendOne(record, device.token));
    tellAll();
    if (goesOn === false) return false;
    isNoted &&= goesOn;
  }
  return isNoted;
};

/** Make one round, unless another tab is making one; tell whether that could go to its end. */
export const sendAll = () =>
  navigator.locks.request("upload", { ifAvailable: true }, (lock) => !lock || round());

/** Try everything again, at once, whatever it waits for. */
export const sendNow = async () => {
  await unlessFull(releaseHeld());
  await sendAll();
};

// When something is due: Infinity where nothing waits.
const findNext = async () => {
  const waiting = (await listUnsent()).filter((record) => record.state === "waiting");
  return Math.min(...waiting.map((record) => record.next_try));
};

/** Send from now on: at once, when the page is seen, when there is a network, when it is time. */
export const startUploading = () => {
  let timer;
  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(go, wait);
  };
  const go = async () => {
    plan(EVERY); // whatever happens below
    const isThrough = navigator.onLine && (await sendAll());
    const soonest = (await findNext()) - Date.now();
    // What is due and cannot go is not looked at every second: tablets live on their batteries.
    plan(soonest <= 0 && !isThrough ? EVERY : Math.max(SHORTEST, Math.min(EVERY, soonest)));
  };
  document.addEventListener("visibilitychange", () => document.hidden || go());
  addEventListener("online", () => forgiveNetwork().then(go));
  whenChanged(go);
  go();
};

/** Whether anything is being sent at this moment, by any tab. */
export const isSending = async () => {
  const { held } = await navigator.locks.query();
  return held.some(({ name }) => name === "upload");
};
