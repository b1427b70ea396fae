// New interviews without loading the page again: what changes is asked for every twenty seconds.
(() => {
  "use strict";

  const EVERY = 20_000;
  const SOON = 1_000;
  const CHANGED = 200;
  const SAME = 304;

  const box = document.getElementById("arrivals");
  let tag = `"${box.dataset.tag}"`;

  const put = async (answer) => {
    const text = await answer.text();
    if (box.contains(document.activeElement)) return; // nothing moves under somebody's finger
    tag = answer.headers.get("ETag") ?? "";
    box.innerHTML = text;
  };

  const ask = async () => {
    const answer = await fetch(box.dataset.address, {
      cache: "no-store",
      headers: { "If-None-Match": tag },
      redirect: "manual",
    });
    if (answer.status === CHANGED) await put(answer);
    else if (answer.status !== SAME) location.reload(); // signed out, or no longer theirs
  };

  const wait = () => {
    setTimeout(look, box.querySelector("[data-soon]") ? SOON : EVERY);
  };

  const look = async () => {
    try {
      if (!document.hidden) await ask();
    } catch {
      // No network: asked again the next time.
    }
    wait();
  };

  wait();
})();
