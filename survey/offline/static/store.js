// Interviews on the tablet: drafts in plain, and what is finished, sealed, in the outbox.

import { ask, change, look, readNote, tellAll, writeNote } from "./database.js";
import { takeId, toHex, writeMoment } from "./ids.js";
import { CODE_BYTES, makeCode } from "./receipt.js";
import { hash, seal, sealJson } from "./sealing.js";

/**
 * An interview that is not finished. `typed` are the texts of its inputs as its page would send
 * them, `files` the names of the files among them, `page` the address it is asked on.
 * @typedef {{id: string, project: string, form: string, version: string, language: string,
 *   neighbourhood: string, household: string, facilitator: string, consent: string,
 *   consent_text: string, started_at: string, consented_at: string, section: string,
 *   order: object, typed: Object<string, [string, string][]>, files: string[], page: string,
 *   elapsed_ms: number, readonly?: boolean, key: {id: string, public: string}}} Draft
 */

// Milliseconds that a page waits for the one before it to let go of its draft.
const HANDING_OVER = 1_000;
const EXTENSIONS = {
  "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp",
  "audio/webm": "webm", "audio/ogg": "ogg", "audio/mp4": "m4a", "audio/wav": "wav",
};

const random = (count) => toHex(crypto.getRandomValues(new Uint8Array(count)));

/** When the clock of each draft was last read: how long people talk no change of the hour changes. */
const read = new Map();

const clock = (draft) => {
  const now = performance.now();
  draft.elapsed_ms = (draft.elapsed_ms ?? 0) + Math.round(now - (read.get(draft.id) ?? now));
  read.set(draft.id, now);
};

const begin = async (head) => {
  const id = takeId();
  const draft = {
    neighbourhood: "", household: "", consent: "not_asked", consent_text: "", consented_at: "",
    section: "", order: {}, typed: {}, files: [], revises: "", mode: "facilitator",
    started_at: writeMoment(), ...head, id, elapsed_ms: 0,
  };
  await change(["drafts"], (at) => ask(at("drafts").add(draft)));
  return draft;
};

const hold = (id) =>
  new Promise((resolve) => {
    const patience = { signal: AbortSignal.timeout(HANDING_OVER) };
    navigator.locks
      .request(`draft ${id}`, patience, () => {
        resolve(true);
        return new Promise(() => {}); // for as long as the page is there
      })
      .catch(() => resolve(false));
  });

const load = async (id) => {
  const readonly = !(await hold(id));
  const draft = await look(["drafts"], (at) => ask(at("drafts").get(id)));
  if (!draft) return null;
  read.set(id, performance.now());
  return { ...draft, readonly };
};

const requireOwn = ({ readonly }) => {
  if (readonly) throw new DOMException("This draft is open in another tab.", "NoModificationAllowedError");
};

const isFinished = async (at, id) =>
  Boolean((await ask(at("outbox").getKey(id))) ?? (await ask(at("receipts").getKey(id))));

const requireOpen = async (at, id) => {
  if (await isFinished(at, id)) throw new DOMException("This interview is finished.", "ConstraintError");
};

const save = async (draft) => {
  requireOwn(draft);
  clock(draft);
  const { readonly, ...kept } = draft;
  await change(["drafts", "outbox", "receipts"], async (at) => {
    // What was finished does not come back; what the browser lost under an open page does.
    if (!(await isFinished(at, draft.id))) await ask(at("drafts").put(kept));
  });
};

const drafts = () => look(["drafts"], (at) => ask(at("drafts").getAll()));

const list = (at, id) => ask(at("blobs").index("interview").getAll(id));

const remove = (id) =>
  change(["drafts", "blobs"], async (at) => {
    const files = await list(at, id);
    await Promise.all(files.map((file) => ask(at("blobs").delete(file.name))));
    await ask(at("drafts").delete(id));
  });

// Not under the hands of somebody who has it open in another tab.
const drop = (id) =>
  navigator.locks.request(`draft ${id}`, { ifAvailable: true }, (lock) => lock && remove(id));

// --- Files ---

const keepFile = async (draft, blob) => {
  const type = blob.type.split(";")[0];
  const name = `${random(32)}.${EXTENSIONS[type] ?? "bin"}`;
  // Bytes and not the blob: some browsers lose blobs of a database.
  const content = await blob.arrayBuffer();
  await change(["blobs", "outbox", "receipts"], async (at) => {
    await requireOpen(at, draft.id); // of what is finished nothing lies in plain
    await ask(at("blobs").put({ name, interview: draft.id, type, content }));
  });
  draft.files = [...draft.files, name];
  await save(draft);
  return name;
};

const file = async (name) => {
  const kept = await look(["blobs"], (at) => ask(at("blobs").get(name)));
  return kept ? new Blob([kept.content], { type: kept.type }) : null;
};

const dropFile = async (draft, name) => {
  draft.files = draft.files.filter((one) => one !== name);
  await save(draft);
  await change(["blobs"], (at) => ask(at("blobs").delete(name)));
};

// --- Finishing ---

const sealFiles = async (draft) => {
  const kept = await look(["blobs"], (at) => list(at, draft.id));
  return Promise.all(
    kept.filter(({ name }) => draft.files.includes(name)).map(async ({ name, content }) => {
      const sealed = await seal(draft.key, draft.id, name, new Uint8Array(content));
      return { plain: name, name: await hash(sealed), interview: draft.id, sealed };
    }),
  );
};

const FACTS = [
  "id", "project", "form", "version", "language", "neighbourhood", "household", "facilitator",
  "mode", "consent", "consent_text", "started_at", "consented_at", "elapsed_ms", "order", "revises",
];

const pack = (draft, files, offset, { receipt, finishedAt }) => ({
  format: 1,
  ...Object.fromEntries(FACTS.map((name) => [name, draft[name]])),
  finished_at: writeMoment(finishedAt),
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
  offset_ms: offset ?? null,
  receipt,
  files: Object.fromEntries(files.map(({ plain, name }) => [plain, name])),
  ...(draft.consent === "refused" ? {} : { typed: Object.entries(draft.typed) }),
});

const write = async (draft, files, ending) => {
  const packed = pack(draft, files, await readNote("offset"), ending);
  const sealed = await sealJson(draft.key, draft.id, "interview", packed);
  return {
    id: draft.id, project: draft.project, form: draft.form, version: draft.version,
    neighbourhood: draft.neighbourhood, household: draft.household,
    facilitator: draft.facilitator, consent: draft.consent,
    blob: sealed, sha256: await hash(sealed), files: files.map(({ name }) => name),
    finished_at: packed.finished_at, tries: 0, next_try: 0, state: "waiting", reason: "",
  };
};

const finish = async (draft, { receipt = random(CODE_BYTES), finishedAt = new Date() } = {}) => {
  requireOwn(draft);
  clock(draft);
  const files = await sealFiles(draft);
  const record = await write(draft, files, { receipt, finishedAt });
  // From here on nothing is waited for but the database: all of it happens, or none.
  const code = await change(["drafts", "outbox", "blobs", "receipts", "meta"], async (at) => {
    const handed = await ask(at("meta").get("handed"));
    if (handed?.id === draft.id) return handed.code; // finished before, by another tap
    await requireOpen(at, draft.id);
    await ask(at("outbox").add(record));
    await Promise.all((await list(at, draft.id)).map(({ name }) => ask(at("blobs").delete(name))));
    await Promise.all(
      files.map(({ name, interview, sealed }) =>
        ask(at("blobs").put({ name, interview, type: "", content: sealed.buffer })),
      ),
    );
    const made = { code: makeCode(receipt), id: draft.id, facilitator: draft.facilitator };
    await ask(at("meta").put(made, "handed"));
    await ask(at("drafts").delete(draft.id));
    return made.code;
  });
  tellAll();
  return { code };
};

/** Keep that somebody declined: sealed like an interview, with no answer and no receipt in it. */
const refuse = async (head) => {
  const id = takeId();
  const now = new Date();
  const draft = {
    neighbourhood: "", household: "", consent_text: "", started_at: writeMoment(now), order: {},
    revises: "", mode: "facilitator", ...head, id, consent: "refused", consented_at: "",
    elapsed_ms: 0, files: [],
  };
  const record = await write(draft, [], { receipt: "", finishedAt: now });
  await change(["outbox"], (at) => ask(at("outbox").add(record)));
  tellAll();
};

/** Forget the code that was shown for the last household: it belongs to them alone. */
const forgetCode = () => writeNote("handed", null);

/** Open the store; there is nothing to wait for where it was opened before. */
export const openStore = async () => {
  await readNote("device");
  return {
    begin, save, load, drafts, drop, finish, refuse, keepFile, file, dropFile, forgetCode,
  };
};
