// The members of repeats, such as everybody in a household: one more, one less, as many as another
// answer says. Each is made after the pattern of the first, and numbered by its place.

import { writeDigits } from "./words.js";

const RENAMED = ["id", "name", "for", "value", "aria-describedby"];
const PATTERN = ":scope > template";

const list = (box) => [...box.querySelectorAll(":scope > .member")];
const keyOf = ({ id }) => id.slice("q-".length, -"-box".length);
const countIn = (box) => box.querySelector(":scope > [type=hidden]");

const number = (said, place) => said.replace("{number}", writeDigits(place + 1));

// The place of a member stands in the names and ids of all that belongs to it.
const rename = (member, key, from, to) => {
  for (const one of [member, ...member.querySelectorAll("*")]) {
    for (const name of RENAMED) {
      const written = one.getAttribute(name);
      if (written?.includes(`${key}.${from}`)) {
        one.setAttribute(name, written.replaceAll(`${key}.${from}`, `${key}.${to}`));
      }
    }
    if (one.dataset.said) one.textContent = number(one.dataset.said, to);
  }
};

const markNumbers = (member) => {
  const texts = document.createTreeWalker(member, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.includes("{number}")) parentElement.dataset.said = data;
  }
};

const make = (box) => {
  const members = list(box);
  const pattern = box.querySelector(PATTERN);
  const member = pattern.content.firstElementChild.cloneNode(true);
  markNumbers(member);
  rename(member, keyOf(box), 0, members.length);
  (members.at(-1) ?? pattern).after(member);
  for (const [selector, setUp] of mahalla.tools) member.querySelectorAll(selector).forEach(setUp);
  return member;
};

const showButtons = (box, { min, max }) => {
  const count = list(box).length;
  const add = box.querySelector(":scope > [name=go]");
  if (!add) return;
  if (!add.dataset.said) markNumbers(add);
  for (const one of [add, ...add.querySelectorAll("*")]) {
    if (one.dataset.said) one.textContent = number(one.dataset.said, count);
  }
  add.hidden = count >= max;
  for (const button of box.querySelectorAll(":scope > .member > [name=go]")) {
    button.hidden = count <= min;
  }
};

/** Say how the members of a repeat follow from the answers before it; see `follow` in form.js. */
export const followMembers = (rules) => (box, answers) => {
  const limits = rules.limits[box.dataset.question];
  const wanted = limits.count
    ? Math.min(Math.max(0, Math.trunc(Number(answers[limits.count])) || 0), limits.max)
    : Math.max(list(box).length, limits.min);
  while (list(box).length < wanted) make(box);
  // Who is too many for the moment keeps what was said: the number may still be typed.
  list(box).forEach((member, place) => { member.hidden = place >= wanted; });
  countIn(box).value = wanted;
  showButtons(box, limits);
};

/** Make as many members as texts were kept of. */
export const makeMembers = (part, pairs) => {
  for (const box of part.querySelectorAll(".question.repeat")) {
    const key = `q-${keyOf(box)}`;
    const counted = pairs.filter(([name]) => name === key).map(([, text]) => Number(text) || 0);
    const named = pairs.map(([name]) => (name.startsWith(`${key}.`) ? parseInt(name.slice(key.length + 1), 10) + 1 : 0));
    const wanted = Math.max(0, ...counted, ...named);
    while (list(box).length < wanted) make(box);
  }
};

/** Add a member, or take one away, as the button says that was pressed: `remove.members.0`. */
export const changeMembers = (form, pressed) => {
  const [word, key, place] = pressed.split(".");
  const box = form.querySelector(`#${CSS.escape(`q-${key}-box`)}`);
  if (word === "add") return make(box);
  const members = list(box);
  members[place].remove();
  members.slice(Number(place) + 1).forEach((member, step) => {
    rename(member, key, Number(place) + step + 1, Number(place) + step);
  });
  return list(box)[place] ?? box.querySelector(":scope > [name=go]");
};
