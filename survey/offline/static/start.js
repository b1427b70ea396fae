// The start of the desk: a browser that cannot keep interviews is told so, rather than trusted.

// Without https browsers offer neither a worker, nor locks, nor sealing.
const isFit = Boolean(
  isSecureContext && navigator.serviceWorker && navigator.locks && AbortSignal.timeout,
);

document.getElementById("unfit").hidden = isFit;
if (isFit) await import("./desk.js");
