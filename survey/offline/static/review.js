// The look over an interview: every section with its answers in words, and what is missing.

import { isAnswered } from "./checks.js";
import { isTick, writeNumbers } from "./typed.js";
import { byId, isolate, writeDigits } from "./words.js";

const BETWEEN = " · ";
const MARK = ":";
const { own } = window.mahalla;

const textOf = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("small, select, input, textarea").forEach((one) => one.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
};

const sayTicks = (box) =>
  own(box).filter((one) => isTick(one) && one.checked).map((one) => textOf(one.closest("label")));

const sayTyped = (box) => {
  const texts = own(box)
    .filter((one) => !isTick(one) && one.type !== "hidden" && one.value.trim())
    .map((one) => (one.localName === "select" ? one.selectedOptions[0].textContent.trim() : one.value.trim()));
  const isNumber = ["number", "time"].includes(box.dataset.reads) || box.matches(".geopoint");
  return isNumber ? texts.map((text) => writeNumbers(text, box.dataset.reads === "number")) : texts;
};

const sayMembers = (box) =>
  [...box.querySelectorAll(":scope > .member:not([hidden])")]
    .filter((member) => [...member.querySelectorAll("[data-reads]")].some(isAnswered))
    .map((member) => textOf(member.querySelector("legend")));

const isSpecial = (box) => own(box).some((one) => isTick(one) && one.checked && one.value.startsWith(MARK));

const sayAnswer = (box) => {
  if (!isAnswered(box)) return "";
  if (box.matches(".photo, .audio_note") && !isSpecial(box)) return byId("answered").dataset.file;
  if (box.matches(".repeat") && !isSpecial(box)) return sayMembers(box).join(BETWEEN);
  return [...sayTicks(box), ...sayTyped(box)].join(box.matches(".date") ? " " : BETWEEN);
};

const noteOf = (about) => document.querySelector(`[name="${CSS.escape(`note-${about}`)}"]`)?.value.trim();

const write = (tag, text, className = "") => {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
};

const listSlips = ({ slips, odd, isBlank, isHeld }) => {
  if (!isHeld) return "";
  return isBlank && slips.length ? byId("answered").dataset.due : [...slips, ...odd].join(" ");
};

// A slip of a member stands at its repeat, to which the line leads.
const writeLine = (box, found, lead) => {
  const line = byId("line").content.firstElementChild.cloneNode(true);
  const [asked, answer] = line.querySelectorAll("span, b");
  const { none, note } = byId("answered").dataset;
  // What is not translated yet stands in another direction.
  asked.textContent = isolate(textOf(box.querySelector("legend, label")));
  answer.firstElementChild.textContent = sayAnswer(box);
  if (!isAnswered(box)) answer.replaceWith(write("i", none));
  const wrong = found.filter((one) => box.contains(one.box)).map(listSlips).filter(Boolean);
  if (wrong.length) (line.querySelector("b, i") ?? answer).after(write("b", [...new Set(wrong)].join(" "), "due"));
  const remark = noteOf(box.id.slice("q-".length, -"-box".length));
  if (remark) line.firstElementChild.append(write("small", `${note} ${isolate(remark)}`));
  line.firstElementChild.addEventListener("click", (event) => {
    event.preventDefault();
    lead(box, wrong.length > 0);
  });
  return line;
};

const isOuter = (box) => !box.parentElement.closest("[data-question]");

const writePart = ({ part, number, share, isDone }, found, lead) => {
  const written = byId("section-answers").content.firstElementChild.cloneNode(true);
  const [title, done] = written.querySelectorAll("summary span");
  title.textContent = `${writeDigits(number)}. ${textOf(part.querySelector("h1"))}`;
  done.textContent = share;
  if (isDone) done.prepend("✓ ");
  const remark = noteOf(part.dataset.section);
  if (remark) written.querySelector("ul").before(write("p", `${byId("answered").dataset.note} ${isolate(remark)}`, "noted"));
  const boxes = [...part.querySelectorAll("[data-reads]")].filter((box) => isOuter(box) && !box.closest("[hidden]"));
  written.querySelector("ul").append(...boxes.map((box) => writeLine(box, found, lead)));
  written.open = found.some(({ isHeld }) => isHeld);
  return written;
};

/**
 * Write the look over. `sections` are `{part, number, share, isDone}`, `lookOver` finds what is wrong
 * in a part, `lead` goes to a question.
 */
export const writeReview = (sections, lookOver, lead) => {
  const written = sections.map((one) => writePart(one, lookOver(one.part), lead));
  byId("answered").replaceChildren(...written);
};
