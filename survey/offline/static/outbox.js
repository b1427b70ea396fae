// The outbox: what is finished and has not arrived, read by the desk and emptied by the upload.

import { ask, change, look, readNote, tellAll, unlessFull } from "./database.js";
import { writeMoment } from "./ids.js";
import { toBase64 } from "./sealing.js";

/** List what has not arrived, the oldest first. */
export const listUnsent = async () => {
  const records = await look(["outbox"], (at) => ask(at("outbox").getAll()));
  return records.sort((one, other) => Date.parse(one.finished_at) - Date.parse(other.finished_at));
};

/** Count what has not arrived. */
export const countUnsent = () => look(["outbox"], (at) => ask(at("outbox").count()));

/** List what has arrived, the latest first: where and when, and nothing of what was answered. */
export const listSent = async () => {
  const sent = await look(["receipts"], (at) => ask(at("receipts").getAll()));
  return sent.sort((one, other) => Date.parse(other.sent_at) - Date.parse(one.sent_at));
};

/** Change one record, if it is still there. */
export const changeRecord = (id, changes) =>
  change(["outbox"], async (at) => {
    const record = await ask(at("outbox").get(id));
    if (record) await ask(at("outbox").put({ ...record, ...changes }));
  });

/** Let an interview be sent without the files that are neither here nor at the site any more. */
export const giveUpLost = ({ id, lost, without = [] }) =>
  changeRecord(id, { without: [...without, ...lost], lost: [], state: "waiting", next_try: 0 });

/** Let go of what has arrived, and note that it has where there is room: both, or neither. */
export const release = async (record, outcome) => {
  const { id, project, neighbourhood, household, facilitator, consent, finished_at } = record;
  const receipt = {
    id, project, neighbourhood, household, facilitator, consent, finished_at, outcome,
    sent_at: writeMoment(),
  };
  const letGo = (note) =>
    change(["outbox", "blobs", "receipts"], async (at) => {
      await note(at("receipts"));
      await Promise.all(record.files.map((name) => ask(at("blobs").delete(name))));
      await ask(at("outbox").delete(id));
      return true;
    });
  const isNoted = await unlessFull(letGo((receipts) => ask(receipts.put(receipt))));
  if (!isNoted) await letGo(() => {});
  tellAll();
};

/** Let everything be sent again at once: what was held as well. */
export const releaseHeld = () =>
  change(["outbox", "meta"], async (at) => {
    const records = await ask(at("outbox").getAll());
    const again = (record) => ({ ...record, state: "waiting", next_try: 0 });
    await Promise.all(records.map((record) => ask(at("outbox").put(again(record)))));
    await ask(at("meta").put({}, "queue"));
  });

/** Let what waits only because there was no network be sent now that there is one. */
export const forgiveNetwork = () =>
  change(["outbox"], async (at) => {
    const records = await ask(at("outbox").getAll());
    const stopped = records.filter((record) => record.reason === "offline");
    await Promise.all(stopped.map((record) => ask(at("outbox").put({ ...record, next_try: 0 }))));
  });

/** Forget of what has arrived all that is older than so many days. */
export const forgetSent = (days) =>
  change(["receipts"], async (at) => {
    const oldest = Date.now() - days * 24 * 3_600_000;
    const sent = await ask(at("receipts").getAll());
    const old = sent.filter((one) => Date.parse(one.sent_at) < oldest);
    await Promise.all(old.map((one) => ask(at("receipts").delete(one.id))));
  });

const line = (id, part, sha256, bytes) =>
  JSON.stringify({ id, part, sha256, envelope: toBase64(new Uint8Array(bytes)) });

/** Write all that has not arrived, sealed as it is, into a file that the server can read in. */
export const writeRescue = async () => {
  const device = await readNote("device");
  const head = { mahalla: "rescue", format: 1, device: device?.id ?? "", made_at: writeMoment() };
  const lines = [JSON.stringify(head)];
  for (const record of await listUnsent()) {
    for (const name of record.files) {
      const file = await look(["blobs"], (at) => ask(at("blobs").get(name)));
      if (file) lines.push(line(record.id, "file", name, file.content));
    }
    lines.push(line(record.id, "interview", record.sha256, record.blob));
  }
  return new Blob([lines.join("\n"), "\n"], { type: "application/octet-stream" });
};
