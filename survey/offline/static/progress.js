// Where an interview stands: its sections in the bar, and how much of each was answered.

import { isAnswered } from "./checks.js";
import { byId, writeDigits } from "./words.js";

const fillIn = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? writeDigits(values[name]) : whole));

const isAsked = (box) => !box.closest("[hidden]") && !box.parentElement.closest("[data-question]");

const isSomething = (box) => !box.hidden && box.localName !== "i";

/** List the sections that apply and show something: `{part, id, number, answered, asked, share}`. */
export const listSections = (parts) => {
  const { share } = document.querySelector(".panel ol").dataset;
  return parts
    .filter((part) => !part.hidden && [...part.querySelectorAll("[data-question]")].some(isSomething))
    .map((part, place) => {
      const boxes = [...part.querySelectorAll("[data-reads]")].filter(isAsked);
      const [answered, asked] = [boxes.filter(isAnswered).length, boxes.length];
      const said = fillIn(share, { answered, asked });
      return {
        part, id: part.dataset.section, number: place + 1, share: said, isDone: answered === asked,
      };
    });
};

/** Show in the bar which sections there are, and the one called `here`. */
export const showProgress = (sections, here) => {
  for (const line of document.querySelectorAll(".panel [data-of]")) {
    const found = sections.find(({ id }) => id === line.dataset.of);
    line.hidden = !found;
    if (!found) continue;
    const [button] = line.children;
    button.toggleAttribute("aria-current", found.id === here);
    if (found.id === here) button.setAttribute("aria-current", "step");
    line.querySelector("b").textContent = `${writeDigits(found.number)}. `;
    const share = line.querySelector(".share");
    share.textContent = `${found.isDone ? "✓ " : ""}${found.share}`;
    share.classList.toggle("done", found.isDone);
  }
  const { numbered, review } = byId("here").dataset;
  const number = sections.find(({ id }) => id === here)?.number;
  byId("here").textContent = number ? fillIn(numbered, { number, count: sections.length }) : review;
};
