// Follows the file that is being written: asks whether it was saved, and loads the page anew. The
// page of the form that is open, and how far it is scrolled, stay as they are.
(() => {
  "use strict";

  const EVERY = 500;
  const SCROLLED = "mahalla-preview-scrolled";
  const SECTION = /\/d\/([^/]+)$/;
  const page = document.querySelector(".preview");
  const frame = document.querySelector("iframe");
  const lost = document.querySelector(".lost");

  const inside = () => frame?.contentWindow;

  // Turning pages inside the frame moves the mark in the menu and the address of this page along.
  const follow = () => {
    const [, place] = SECTION.exec(inside().location.pathname) ?? [];
    if (!place) return;
    const address = new URL(location.href);
    address.searchParams.set("place", decodeURIComponent(place));
    history.replaceState(null, "", address);
    for (const link of document.querySelectorAll("[data-place]")) {
      if (link.dataset.place === decodeURIComponent(place)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  };

  const scrollBack = () => {
    const kept = sessionStorage.getItem(SCROLLED);
    sessionStorage.removeItem(SCROLLED);
    if (kept) inside().scrollTo(0, Number(kept));
  };

  const ask = async () => {
    try {
      const answer = await fetch(page.dataset.ask, { cache: "no-store" });
      const { number } = await answer.json();
      lost.hidden = true;
      if (String(number) === page.dataset.number) return;
      if (inside()) sessionStorage.setItem(SCROLLED, inside().scrollY);
      location.reload();
    } catch {
      lost.hidden = false;
    }
  };

  frame?.addEventListener("load", () => {
    follow();
    scrollBack();
  });
  setInterval(ask, EVERY);
})();
