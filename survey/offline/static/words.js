// The words of the page: written into it by the server, filled here, in the reader's digits.

const LATIN = /\d/g;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const root = document.documentElement;

export const byId = (id) => document.getElementById(id);

/** Write digits as the language of the page does. */
export const writeDigits = (text) => {
  const digits = [...(root.dataset.digits || "0123456789")];
  return String(text).replace(LATIN, (digit) => digits[digit]);
};

/** Keep a name or a code of unknown direction from disturbing the text around it. */
export const isolate = (text) => `\u2068${text}\u2069`;

/** Say a sentence of the page, with its %(names)s filled in: numbers in the reader's digits. */
export const say = (name, values = {}) => {
  const sentence = byId("words").content.querySelector(`[data-word="${name}"]`).textContent;
  return sentence.replace(/%\((\w+)\)s/g, (whole, key) => {
    const value = values[key];
    return typeof value === "number" ? writeDigits(value) : value ?? whole;
  });
};

/** Write a share of one in percent. */
export const writeShare = (share) =>
  (root.dataset.percent || "{number}%").replace("{number}", writeDigits(Math.round(share * 100)));

/** Write how long ago something was: in minutes, hours or days. */
export const writeAge = (moment, now = Date.now()) => {
  const age = Math.max(0, now - Date.parse(moment));
  if (age < HOUR) return say("minutes", { count: Math.floor(age / MINUTE) });
  if (age < 2 * DAY) return say("hours", { count: Math.floor(age / HOUR) });
  return say("days", { count: Math.floor(age / DAY) });
};

/** Write a moment as a day and a time, in the calendar and the digits of the language. */
export const writeWhen = (moment) => {
  // A browser that has no names of months for a language takes numbers, as Arabic does.
  const shape = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" };
  return writeDigits(new Intl.DateTimeFormat([root.lang, "ar"], shape).format(new Date(moment)));
};

/** Choose from texts by language the one of the page, or any. */
export const inLanguage = (texts = {}, language = root.lang) =>
  texts[language.replace("-", "_")] ?? texts[language.split("-")[0]] ?? Object.values(texts)[0] ?? "";

/** Make an element: `content` is a text, or other elements. */
export const make = (tag, content = "", attributes = {}) => {
  const made = document.createElement(tag);
  made.append(...[content].flat());
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
};
