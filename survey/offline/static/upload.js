// The upload: sends what is in the outbox whenever it can, and lets go only of what has arrived.

import { ask, look, readNote, tellAll, whenChanged, writeNote } from "./database.js";
import { changeRecord, countUnsent, forgiveNetwork, listUnsent, release, releaseHeld } from "./outbox.js";

// Milliseconds: between two looks at least and at most, until one request is given up, and between tries of a record.
const SHORTEST = 1_000;
const EVERY = 60_000;
const PATIENCE = 120_000;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 15 * 60_000;

const ARRIVED = ["new", "repeated", "revised", "waiting", "kept", "conflict", "withdrawn"];
const HELD = [400, 413, 422];
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

const put = async (address, bytes, sha256, token) => {
  const sentAt = Date.now();
  const unsent = await countUnsent();
  const answer = await fetch(address, {
    method: "PUT",
    body: bytes,
    headers: {
      ...introduce(token, unsent),
      "Content-Type": "application/octet-stream",
      "X-Content-SHA256": sha256,
    },
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const said = (await answer.json().catch(() => null)) ?? {};
  if (said.server_time) await noteClock(said.server_time, sentAt);
  return { status: answer.status, said, wait: readRetryAfter(answer.headers.get("Retry-After")) };
};

const readFile = (name) => look(["blobs"], (at) => ask(at("blobs").get(name)));

const sendFiles = async (record, names, token) => {
  for (const name of names) {
    const file = await readFile(name);
    if (!file) continue;
    const answer = await put(`/interviews/${record.id}/files/${name}`, file.content, name, token);
    if (answer.status >= 300) return answer;
    record.carried = [...(record.carried ?? []), name];
    await changeRecord(record.id, { carried: record.carried });
  }
  return null;
};

const sendInterview = async (record, token) => {
  const carried = record.carried ?? [];
  const stopped = await sendFiles(record, record.files.filter((name) => !carried.includes(name)), token);
  if (stopped) return stopped;
  const send = () => put(`/interviews/${record.id}`, record.blob, record.sha256, token);
  const answer = await send();
  const missing = answer.said.missing;
  if (answer.status !== 422 || !Array.isArray(missing)) return answer;
  return (await sendFiles(record, record.files.filter((name) => missing.includes(name)), token)) ?? send();
};

const postpone = (record, reason) => {
  const tries = record.tries + 1;
  return changeRecord(record.id, { tries, next_try: Date.now() + findWait(tries), reason });
};

const isHeld = ({ status, said }) => HELD.includes(status) && !said.retry && !said.missing;

// Whether the queue goes on after a record.
const settle = async (record, answer) => {
  const { status, said, wait } = answer;
  // Pages of a hotel's network answer to everything: only our own word counts.
  if (ARRIVED.includes(said.outcome) && (status < 300 || [409, 410].includes(status))) {
    await release(record, said.outcome);
    return true;
  }
  if (PAUSING.includes(status)) {
    await writeNote("queue", { paused: status });
    return false;
  }
  if (BUSY.includes(status)) {
    await writeNote("queue", { not_before: Date.now() + Math.min(wait || FIRST_WAIT, LONGEST_WAIT) });
    await postpone(record, "busy");
    return false;
  }
  if (isHeld(answer)) {
    const reason = typeof said.reason === "string" ? said.reason : "";
    await changeRecord(record.id, { state: "held", tries: record.tries + 1, reason });
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
    await postpone(record, "offline");
    return false;
  }
};

const round = async () => {
  const [device, queue] = await Promise.all([readNote("device"), readNote("queue")]);
  if (!device?.token || queue?.paused || !isDue(queue?.not_before, Date.now())) return;
  const due = (await listUnsent()).filter(
    (record) => record.state === "waiting" && isDue(record.next_try, Date.now()),
  );
  for (const record of due) {
    const goesOn = await sendOne(record, device.token);
    tellAll();
    if (!goesOn) return;
  }
};

/** Make one round, unless another tab is making one. */
export const sendAll = () =>
  navigator.locks.request("upload", { ifAvailable: true }, (lock) => (lock ? round() : undefined));

/** Try everything again, at once, whatever it waits for. */
export const sendNow = async () => {
  await releaseHeld();
  await sendAll();
};

/** Send from now on: at once, when the page is seen, when there is a network, when it is time. */
export const startUploading = () => {
  let timer;
  const plan = async () => {
    const waiting = (await listUnsent()).filter((record) => record.state === "waiting");
    const soonest = Math.min(...waiting.map((record) => record.next_try)) - Date.now();
    clearTimeout(timer);
    timer = setTimeout(go, Math.max(SHORTEST, Math.min(EVERY, soonest)));
  };
  const go = async () => {
    try {
      if (navigator.onLine) await sendAll();
    } finally {
      await plan();
    }
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
