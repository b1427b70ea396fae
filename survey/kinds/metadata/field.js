// The clock of the device, noted when the page is sent.
(() => {
  "use strict";

  const note = ({ target }) => {
    for (const clock of target.querySelectorAll("[data-clock]")) clock.value = new Date().toISOString();
  };

  addEventListener("submit", note, true);
})();
