// A kiosk: when nobody touches a page for a while, it asks, and then begins again for the next.
(() => {
  "use strict";

  const WARNING = 20;
  const SPOKEN = [10, 5];
  const BUSY = '.recorder.on, .listen[aria-pressed="true"]';
  const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "input", "wheel", "touchmove"];

  const setUp = (kiosk) => {
    const { start, seconds, digits } = kiosk.dataset;
    const dialog = kiosk.querySelector("dialog");
    const counter = kiosk.querySelector("[data-count]");
    const voice = dialog?.querySelector("[aria-live]");
    let end;
    let clock;

    const write = (number) => String(number).replace(/\d/g, (digit) => [...digits][digit]);

    const wait = () => {
      end = Date.now() + seconds * 1_000;
      if (dialog?.open) dialog.close();
      if (voice) voice.textContent = "";
    };

    const beginAgain = () => {
      clearInterval(clock);
      document.documentElement.hidden = true;
      location.replace(start);
    };

    const tick = () => {
      if (document.querySelector(BUSY)) wait();
      const left = Math.ceil((end - Date.now()) / 1_000);
      if (left <= 0) return beginAgain();
      if (counter) counter.textContent = write(left);
      if (!dialog || left > WARNING) return undefined;
      if (!dialog.open) dialog.showModal();
      if (SPOKEN.includes(left)) voice.textContent = document.getElementById("soon").textContent;
      return undefined;
    };

    wait();
    clock = setInterval(tick, 1_000);
    // While it asks, only an answer counts: a dialog that went at the first touch would let the
    // rest of the tap fall on the question below it.
    const live = () => dialog?.open || wait();
    SIGNS_OF_LIFE.forEach((sign) => addEventListener(sign, live, { passive: true }));
    dialog?.addEventListener("click", wait);
    dialog?.addEventListener("close", wait);
    document.addEventListener("visibilitychange", tick);
    kiosk.querySelector("a.main")?.addEventListener("click", (event) => {
      event.preventDefault();
      beginAgain();
    });
  };

  // A page out of the browser's memory may show what the last person typed.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

  addEventListener("DOMContentLoaded", () => setUp(document.getElementById("kiosk")));
})();
