// Around the questions: large letters, leaving quickly, and texts that are read aloud.
(() => {
  "use strict";

  const YEAR = 365 * 24 * 60 * 60;
  const ESCAPES = 3;
  // Milliseconds within which Esc is pressed so often.
  const HASTE = 3_000;
  const root = document.documentElement;

  // --- Large letters ---

  const enlarge = (isLarge) => {
    root.classList.toggle("large", isLarge);
    document.querySelector("[data-size]")?.setAttribute("aria-pressed", isLarge);
  };

  const setUpSize = () => {
    if (/(?:^|; )text=large/.test(document.cookie)) enlarge(true);
    document.querySelector("[data-size]")?.addEventListener("click", (event) => {
      event.preventDefault();
      enlarge(!root.classList.contains("large"));
      const size = root.classList.contains("large") ? "large" : "normal";
      document.cookie = `text=${size};path=/;max-age=${YEAR};samesite=lax`;
    });
  };

  // --- Leaving quickly: first nothing is seen any more, then the server forgets ---

  const leave = (way) => {
    root.hidden = true;
    if (way.form) {
      const body = new URLSearchParams(new FormData(way.form));
      fetch(way.form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
    }
    location.replace(way.dataset.leave);
  };

  const setUpLeaving = () => {
    const way = document.querySelector("[data-leave]");
    if (!way) return;
    let escapes = [];
    way.addEventListener("click", (event) => {
      event.preventDefault();
      leave(way);
    });
    addEventListener("keydown", ({ key, timeStamp }) => {
      if (key !== "Escape") return;
      escapes = [...escapes.filter((moment) => timeStamp - moment < HASTE), timeStamp];
      if (escapes.length >= ESCAPES) leave(way);
    });
  };

  // --- Reading aloud: one voice at a time ---

  let voice = null;

  const hush = () => {
    voice?.audio.pause();
    voice?.button.setAttribute("aria-pressed", false);
    voice = null;
  };

  const speak = (button, [address, ...rest]) => {
    hush();
    if (!address) return;
    const audio = new Audio(address);
    voice = { audio, button };
    button.setAttribute("aria-pressed", true);
    audio.addEventListener("ended", () => speak(button, rest));
    audio.addEventListener("error", hush);
    audio.play().catch(hush);
  };

  const setUpVoice = (player) => {
    const button = document.createElement("button");
    const addresses = [player.getAttribute("src"), ...player.dataset.then.split(" ").filter(Boolean)];
    button.type = "button";
    button.className = "listen";
    button.textContent = player.dataset.listen;
    button.setAttribute("aria-label", player.getAttribute("aria-label"));
    button.setAttribute("aria-pressed", false);
    button.addEventListener("click", () =>
      voice?.button === button ? hush() : speak(button, addresses),
    );
    player.replaceWith(button);
  };

  addEventListener("pagehide", hush);
  addEventListener("DOMContentLoaded", () => {
    setUpSize();
    setUpLeaving();
  });
  mahalla.addTool("audio[data-listen]", setUpVoice);
})();
