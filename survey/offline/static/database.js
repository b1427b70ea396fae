// The database on the tablet: every change is on the disk before anybody is told that it is made.

const NAME = "mahalla";

// Each step adds to the one before and takes nothing away: pages of earlier versions, on which
// drafts are still open, go on working with the database of a later one.
const STEPS = [
  (database) => {
    database.createObjectStore("drafts", { keyPath: "id" });
    database.createObjectStore("outbox", { keyPath: "id" });
    const blobs = database.createObjectStore("blobs", { keyPath: "name" });
    blobs.createIndex("interview", "interview");
    database.createObjectStore("receipts", { keyPath: "id" });
    database.createObjectStore("meta");
  },
];

let connection = null;

const forget = () => {
  connection = null;
};

/** Wait for a request within a transaction. */
export const ask = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const open = (version) => {
  const request = indexedDB.open(NAME, version);
  request.onupgradeneeded = ({ oldVersion, newVersion }) => {
    STEPS.slice(oldVersion, newVersion).forEach((step) => step(request.result));
  };
  return ask(request);
};

const prepare = async () => {
  // Without a number, so that a later version's database is opened as it is.
  let database = await open();
  if (database.version < STEPS.length) {
    database.close();
    database = await open(STEPS.length);
  }
  database.onclose = forget;
  database.onversionchange = () => {
    database.close();
    forget();
  };
  return database;
};

// What could not be opened is opened anew the next time: there may be room again.
const connect = () =>
  prepare().catch((error) => {
    forget();
    throw error;
  });

const run = async (stores, mode, work) => {
  connection ??= connect();
  const database = await connection;
  const transaction = database.transaction(stores, mode, { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  });
  done.catch(() => {});
  try {
    const result = await work((store) => transaction.objectStore(store));
    await done;
    return result;
  } catch (error) {
    if (!transaction.error) {
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
    }
    throw error;
  }
};

const DEAD = ["InvalidStateError", "UnknownError", "AbortError"];

const tryTwice = async (stores, mode, work) => {
  try {
    return await run(stores, mode, work);
  } catch (error) {
    // Browsers close connections on tablets that sleep; another one is opened once.
    if (!DEAD.includes(error?.name)) throw error;
    forget();
    return run(stores, mode, work);
  }
};

/**
 * Change several stores at once, or nothing. `work` gets what opens a store by its name; it waits
 * for nothing but `ask`.
 */
export const change = (stores, work) => tryTwice(stores, "readwrite", work);

/** Read from several stores. */
export const look = (stores, work) => tryTwice(stores, "readonly", work);

/** Do without something where there is no room for it: sending is what makes room. */
export const unlessFull = (made) =>
  made.catch((error) => {
    if (error?.name !== "QuotaExceededError") throw error;
    return null;
  });

/** Read what is noted under a name; undefined where nothing is. */
export const readNote = (name) => look(["meta"], (at) => ask(at("meta").get(name)));

/** Note something under a name. */
export const writeNote = (name, value) =>
  change(["meta"], (at) => ask(at("meta").put(value, name)));

const channel = new BroadcastChannel("mahalla");

/** Tell all tabs, this one too, that something on the tablet has changed. */
export const tellAll = () => {
  channel.postMessage("changed");
  dispatchEvent(new Event("mahalla"));
};

/** Do something whenever any tab has changed something. */
export const whenChanged = (act) => {
  channel.addEventListener("message", act);
  addEventListener("mahalla", act);
};
