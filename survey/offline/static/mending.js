// What is wrong or unusual, shown at its question until it is mended or there is a reason.

import { check } from "./checks.js";
import { byId } from "./words.js";

const WHY = "why-";
const HEAD = "legend, label, .listen, .hint, audio";
const keyOf = ({ id }) => id.slice("q-".length, -"-box".length);
const listAsked = (root) => [...root.querySelectorAll("[data-reads]")].filter((box) => !box.closest("[hidden]"));

/** List the reasons among the texts of an interview, by the keys of their questions. */
export const listReasons = (typed) =>
  Object.fromEntries(
    Object.values(typed).flat()
      .filter(([input]) => input.startsWith(WHY))
      .map(([input, text]) => [input.slice(WHY.length), text]),
  );

/** Watch over a form; `reasons` are those that were kept, by the keys of questions. */
export const watch = (form, reasons) => {
  const scopeOf = (box) => ({ ...form.given, ...box.closest(".member")?.given });

  const reasonAt = (box) => box.querySelector(":scope > .warning input");

  const findReason = (box) => (reasonAt(box)?.value ?? reasons[keyOf(box)] ?? "").trim();

  // Above its answers, below what is asked.
  const findHead = (box) => {
    let last = null;
    for (const one of box.children) {
      if (!one.matches(HEAD) || one.querySelector("input")) break;
      last = one;
    }
    return last;
  };

  const describe = (box, id, isThere) => {
    const described = [box, ...box.querySelectorAll(":scope > :is(input, select, textarea), :scope > .parts :is(input, select)")];
    for (const one of described.filter((each) => each.localName !== "div")) {
      const ids = (one.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((known) => known && known !== id);
      one.setAttribute("aria-describedby", (isThere ? [...ids, id] : ids).join(" "));
      if (one !== box) one.setAttribute("aria-invalid", String(isThere));
    }
  };

  const showSlips = (box, slips) => {
    const id = `q-${keyOf(box)}-error`;
    box.classList.toggle("wrong", slips.length > 0);
    box.querySelector(":scope > .error")?.remove();
    describe(box, id, slips.length > 0);
    if (!slips.length) return;
    const error = document.createElement("p");
    error.className = "error";
    error.id = id;
    error.textContent = slips.join(" ");
    findHead(box).after(error);
  };

  const showOdd = (box, odd) => {
    const shown = box.querySelector(":scope > .warning");
    if (!odd.length) return shown?.remove();
    if (shown) {
      shown.querySelector("p").textContent = odd.join(" ");
      return undefined;
    }
    const warning = byId("warning").content.firstElementChild.cloneNode(true);
    warning.querySelector("p").textContent = odd.join(" ");
    const reason = warning.querySelector("input");
    reason.name = `${WHY}${keyOf(box)}`;
    reason.value = reasons[keyOf(box)] ?? "";
    findHead(box).after(warning);
    return undefined;
  };

  const look = (box) => {
    const found = check(box, scopeOf(box));
    return { box, ...found, isHeld: found.slips.length > 0 || (found.odd.length > 0 && !findReason(box)) };
  };

  const show = ({ box, slips, odd }) => {
    showSlips(box, slips);
    showOdd(box, slips.length ? [] : odd);
  };

  return {
    /** Look at all that is asked in a part of the page. */
    lookOver: (part) => listAsked(part).map(look),
    /** Show all that is wrong or unusual in a part of the page. */
    mark: (part) => listAsked(part).map(look).forEach(show),
    /** Show again what is shown already: it may be mended by now. */
    refresh: (part) => {
      const marked = [...part.querySelectorAll("[data-reads]:is(.wrong, :has(> .warning))")];
      const found = marked.map(look);
      found.forEach(show);
      if (!found.some(({ isHeld }) => isHeld)) part.querySelector(":scope > .summary")?.remove();
    },
    /** Show what is unusual where a reason was kept. */
    restore: (part) => {
      listAsked(part).filter((box) => reasons[keyOf(box)]).map(look).forEach(({ box, odd }) => showOdd(box, odd));
    },
  };
};
