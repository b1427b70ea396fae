// The start of the desk: a browser that cannot keep interviews is told so, rather than trusted.

// Milliseconds until a database that does not open is told of; it may open yet.
const PATIENCE = 10_000;

// Without https browsers offer neither a worker, nor locks, nor sealing.
const isFit = Boolean(
  isSecureContext && navigator.serviceWorker && navigator.locks && AbortSignal.timeout,
);

const tell = (isClosed) => {
  document.getElementById("closed").hidden = !isClosed;
};

const opens = async () => {
  const slow = setTimeout(() => tell(true), PATIENCE);
  try {
    const { readNote } = await import("./database.js");
    await readNote("device");
    tell(false);
    return true;
  } catch (error) {
    console.error(error);
    tell(true);
    return false;
  } finally {
    clearTimeout(slow);
  }
};

document.getElementById("unfit").hidden = isFit;
if (isFit && (await opens())) await import("./desk.js");
