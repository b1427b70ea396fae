// Keeping an interview on the tablet while people talk, and saying whether that works.

import { takeAll } from "./typed.js";
import { byId } from "./words.js";

// Milliseconds: from a key that was pressed to keeping it, and until what failed is tried again.
const PAUSE = 250;
const RETRY = 5_000;

/** Keep a draft whose texts stand in these parts of the page: one change at a time, the last always.

`keep` tells whether it is all on the tablet. */
export const makeKeeper = (store, draft, parts) => {
  let isChanged = false;
  let isClosed = Boolean(draft.readonly);
  let keeping = null;
  let timer;

  const tell = (isKept) => {
    const status = byId("saved");
    status.textContent = isKept ? status.dataset.done : status.dataset.failed;
    status.classList.toggle("error", !isKept);
  };

  const write = async () => {
    try {
      while (isChanged) {
        isChanged = false;
        await store.save(draft);
      }
      tell(true);
      return true;
    } catch {
      isChanged = true;
      tell(false);
      timer = setTimeout(keep, RETRY);
      return false;
    } finally {
      keeping = null;
    }
  };

  const keep = () => {
    clearTimeout(timer);
    if (isClosed) return Promise.resolve(true);
    draft.typed = takeAll(parts);
    isChanged = true;
    keeping ??= write();
    return keeping;
  };

  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };

  // What is being sealed must not change any more.
  const close = (isSealing) => {
    isClosed = isSealing;
  };

  return { keep, keepSoon, tell, close };
};
