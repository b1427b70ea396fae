// What can be said of an answer without the server: with the sentences of the kinds, in the language
// of the page. What cannot be told here, such as whether a photo is one, waits for the server.

import { isTick, nameDay } from "./typed.js";

const MARK = ":";
const LARGEST = 1e15;
const root = document.documentElement;
const { parseNumber, tidyDigits, readers, holds, own } = window.mahalla;

// --- Sentences, with numbers and days as the language writes them ---

let told = {};

/** Take over what the page says of itself: its rules, with the sentences of this script. */
export const learn = (rules) => {
  told = rules;
};

const group = (whole) => whole.replace(/\B(?=(\d{3})+$)/g, root.dataset.group);

const writeNumber = (value) => {
  const [whole, fraction] = String(Math.abs(value)).split(".");
  const grouped = Math.abs(value) >= 10_000 ? group(whole) : whole;
  const digits = [...root.dataset.digits];
  const write = (text) => text.replace(/\d/g, (digit) => digits[digit]);
  const written = write(grouped) + (fraction ? root.dataset.decimal + write(fraction) : "");
  if (value >= 0) return written;
  return root.dir === "rtl" ? `\u2066−${written}\u2069` : `−${written}`;
};

const writeDay = (day) => {
  const [number, month, year] = nameDay(day, root.dataset.calendar).map(Number);
  const digits = [...root.dataset.digits];
  const write = (text) => String(text).replace(/\d/g, (digit) => digits[digit]);
  const parts = { day: write(number), name: told.months[month - 1], year: write(year) };
  return told.day.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
};

const say = (sentence, values = {}) =>
  (told.sentences[sentence] ?? sentence).replace(/%\((\w+)\)s/g, (whole, name) => {
    const value = values[name];
    if (typeof value === "number") return writeNumber(value);
    return value instanceof Date ? writeDay(value.toISOString().slice(0, 10)) : value ?? whole;
  });

// --- Kinds: each says what is wrong with texts that are not blank, null where nothing is ---

const checkNumber = ([text], { min = -LARGEST, max = LARGEST }, isWhole) => {
  const number = parseNumber(text);
  if (number === undefined) {
    const isTwofold = parseNumber(tidyDigits(text).replaceAll(",", "")) !== undefined;
    return isTwofold && tidyDigits(text).includes(",")
      ? say("“%(answer)s” can be read in two ways. Write decimals with a point, such as 12.5, and use a comma only before a group of three digits, such as 1,200.", { answer: text.trim() })
      : say("“%(answer)s” is not a number. Write it with digits only, such as 12 or 12.5.", { answer: text.trim() });
  }
  if (isWhole && !Number.isInteger(number)) return say("Write a whole number, without a fraction.");
  if (number < min) return say("The number must be at least %(lowest)s.", { lowest: min });
  return number > max ? say("The number must be at most %(highest)s.", { highest: max }) : null;
};

const checkDecimal = (texts, limits) => {
  const slip = checkNumber(texts, limits, false);
  const number = parseNumber(texts[0]);
  if (slip || Number(number.toFixed(limits.places)) === number) return slip;
  return say("Write at most %(places)s digits after the decimal mark.", { places: limits.places });
};

const checkText = (text, limit) => {
  const { length } = [...text];
  if (!limit || length <= limit) return null;
  return say("This text has %(length)s characters; at most %(limit)s are possible.", { length, limit });
};

const checkTime = ([text], { earliest, latest }) => {
  const time = readers.time([text]);
  if (!time) {
    const answer = tidyDigits(text).toLowerCase();
    return say("“%(answer)s” is not a time of day. Write hours and minutes, such as 14:30.", { answer });
  }
  if (earliest && time < earliest) return say("The time must not be before %(earliest)s.", { earliest });
  return latest && time > latest ? say("The time must not be after %(latest)s.", { latest }) : null;
};

const two = (number) => String(number).padStart(2, "0");

const findToday = () => {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

const findLimit = (limit) => (limit === "today" ? findToday() : limit);

const saySuch = ([calendar, , month, year]) => {
  const days = [31, 30, 29, 28].find((last) => readers.date([calendar, last, month, year]));
  return say("Month %(month)s of the year %(year)s has %(days)s days. Choose a day from 1 to %(days)s.", { month: Number(month), year: Number(year), days });
};

const checkDate = (texts, limits) => {
  if (texts.slice(1).some((part) => !part)) return say("Choose the day, the month and the year.");
  const day = readers.date(texts);
  if (!day) return saySuch(texts);
  const [earliest, latest] = [limits.earliest, limits.latest].map(findLimit);
  if (earliest && day < earliest) return say("The date must not be before %(earliest)s.", { earliest: new Date(earliest) });
  return latest && day > latest ? say("The date must not be after %(latest)s.", { latest: new Date(latest) }) : null;
};

const isWithin = (written, limit) =>
  /^-?\d{1,3}(\.\d{1,20})?$/.test(written ?? "") && Math.abs(Number(written)) <= limit;

const checkPlace = (texts) => {
  const [latitude, longitude, ...rest] = splitPlace(texts);
  const isMetres = rest.length < 2 && rest.every((metres) => /^\d{1,6}$/.test(metres));
  if (isWithin(latitude, 90) && isWithin(longitude, 180) && isMetres) return null;
  return say("Write the latitude (-90 to 90) and the longitude (-180 to 180), such as 36.3725 42.4483.");
};

const splitPlace = (texts) =>
  tidyDigits(texts.join(" ")).replaceAll(",", " ").split(" ").filter(Boolean);

const checkRank = (texts) =>
  new Set(texts).size < texts.length ? say("Choose each answer only once.") : null;

const KINDS = {
  integer: (texts, limits) => checkNumber(texts, limits, true),
  decimal: checkDecimal,
  text: ([text], { max_length: limit }) => checkText(text.trim().replace(/\s+/g, " "), limit),
  long_text: ([text], { max_length: limit }) => checkText(text.trim(), limit),
  time: checkTime,
  date: checkDate,
  geopoint: checkPlace,
  rank: (texts) => checkRank(texts.filter(Boolean)),
};

// A calendar is no answer yet, nor is how accurate a place would be.
const BLANKS = {
  date: (texts) => !texts.slice(1).some(Boolean),
  geopoint: (texts) => splitPlace(texts).length === 0 || !texts.slice(0, 2).join("").trim(),
};

const kindOf = (box) => Object.keys(KINDS).find((kind) => box.classList.contains(kind)) ?? "";
const isBlankText = (texts) => !texts.some((text) => tidyDigits(text));

// --- Boxes ---

const isSpecial = (one) => isTick(one) && one.value.startsWith(MARK);

const readBox = (box) => {
  const controls = own(box).filter((one) => !isTick(one) || one.checked);
  return {
    ticked: controls.filter(isSpecial).length,
    texts: controls.filter((one) => !isSpecial(one)).map(({ value }) => value),
  };
};

const members = (box) => [...box.querySelectorAll(":scope > .member:not([hidden])")];

const isEmpty = (box, texts) => {
  if (box.classList.contains("repeat")) return !members(box).length;
  return (BLANKS[kindOf(box)] ?? isBlankText)(texts);
};

/** Tell whether something was answered, typed or ticked in a box. */
export const isAnswered = (box) => {
  const { ticked, texts } = readBox(box);
  if (ticked || !box.classList.contains("repeat")) return ticked > 0 || !isEmpty(box, texts);
  return [...box.querySelectorAll(".member:not([hidden]) [data-reads]")].some(isAnswered);
};

const checkAnswer = (box, limits) => {
  const { ticked, texts } = readBox(box);
  const isBlank = isEmpty(box, texts);
  const slip = isBlank ? null : KINDS[kindOf(box)]?.(texts, limits);
  if (slip) return { slip, isBlank: false };
  // A roster that cannot be given may stand beside members of whom nothing is known.
  const isGiven = box.classList.contains("repeat") ? isAnswered(box) && !ticked : !isBlank;
  if (ticked > (isGiven ? 0 : 1)) {
    const slips = say("Either give an answer or tick one of the boxes below it, not both.");
    return { slip: slips, isBlank: false };
  }
  if (isBlank && !ticked && limits.required) {
    return { slip: say("This question needs an answer."), isBlank: true };
  }
  return { slip: null, isBlank: isBlank && !ticked };
};

const isSubstantive = (answer) =>
  answer !== undefined && answer !== null && (typeof answer !== "object" || Array.isArray(answer));

const findFailed = (checks, scope, strength) =>
  checks
    .filter((one) => one.strength === strength)
    .filter((one) => one.looks_at.every((name) => isSubstantive(scope[name])))
    .filter((one) => !holds(one.rule, scope))
    .map((one) => one.say);

/**
 * Check one box: `slips` are mistakes, `odd` what is unusual, `isBlank` says that nothing is there.
 * `scope` are the answers that count beside it.
 */
export const check = (box, scope) => {
  const name = box.dataset.question;
  const { slip, isBlank } = checkAnswer(box, told.limits[name] ?? {});
  const checks = told.checks[name] ?? [];
  const slips = [...(slip ? [slip] : []), ...findFailed(checks, scope, "must")];
  return { slips, odd: findFailed(checks, scope, "should"), isBlank };
};
