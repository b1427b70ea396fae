// The texts of the inputs: taken out of the page as it would send them, and put back into it.

const NAMED = "[name^=q-], [name^=note-], [name^=why-]";
const root = document.documentElement;

export const isTick = ({ type }) => type === "radio" || type === "checkbox";

const isSent = (control) => !isTick(control) || control.checked;

const isLeft = (control) => !control.closest("[hidden]");

const take = (part, isWanted) =>
  [...part.querySelectorAll(NAMED)]
    .filter((control) => isSent(control) && isWanted(control))
    .map(({ name, value }) => [name, value]);

/** Take all that was typed, section by section: also where it does not apply at present. */
export const takeAll = (parts) =>
  Object.fromEntries(parts.map((part) => [part.dataset.section, take(part, () => true)]));

/** Take what was typed where it applies. */
export const takeApplying = (parts) =>
  Object.fromEntries(
    parts.filter(isLeft).map((part) => [part.dataset.section, take(part, isLeft)]),
  );

// --- Back into the page, which may speak another language than the one they were typed in ---

const LATIN = "0123456789";
const INTL = { gregorian: "gregory", jalali: "persian" };
const NUMBERS = /[0-9۰-۹٠-٩]/g;

/** Write digits of any script as the page does, and where it is a decimal its mark. */
export const writeNumbers = (text, isDecimal) => {
  const digits = [...(root.dataset.digits || LATIN)];
  const written = text.replace(NUMBERS, (digit) => digits[digit.charCodeAt(0) & 15]);
  return isDecimal ? written.replace(/[.٫]/g, root.dataset.decimal) : written;
};

/** Name the parts of an ISO day in a calendar: [day, month, year]. */
export const nameDay = (day, calendar) => {
  const format = new Intl.DateTimeFormat(`en-u-ca-${INTL[calendar]}-nu-latn`, {
    timeZone: "UTC", day: "numeric", month: "numeric", year: "numeric",
  });
  const parts = format.formatToParts(new Date(`${day}T00:00:00Z`));
  return ["day", "month", "year"].map((type) => parts.find((part) => part.type === type).value);
};

const changeCalendar = ([calendar, ...numbers]) => {
  const { calendar: here } = root.dataset;
  const day = calendar === here ? undefined : mahalla.readers.date([calendar, ...numbers]);
  return day ? [here, ...nameDay(day, here)] : [here, ...numbers];
};

const translate = (box, texts) => {
  if (box?.dataset.reads === "date" && texts.length > 1) return changeCalendar(texts);
  if (box?.dataset.reads === "number") return texts.map((text) => writeNumbers(text, true));
  if (box?.dataset.reads === "time") return texts.map((text) => writeNumbers(text, false));
  return texts;
};

const put = (control, text) => {
  const isThere = control.localName !== "select" || [...control.options].some(({ value }) => value === text);
  if (!isThere) control.add(new Option(writeNumbers(text, false), text));
  control.value = text;
};

const fillName = (part, name, texts, isTranslated) => {
  const controls = [...part.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const ticks = controls.filter(isTick);
  for (const tick of ticks) tick.checked = texts.includes(tick.value);
  const rest = texts.filter((text) => !ticks.some(({ value }) => value === text));
  const [box] = controls.map((control) => control.closest("[data-question]"));
  const written = isTranslated ? translate(box, rest) : rest;
  controls.filter((one) => !isTick(one)).forEach((control, place) => put(control, written[place] ?? ""));
};

/** Put the texts of a section back; with `isTranslated` in the digits and calendar of the page. */
export const fill = (part, pairs, isTranslated) => {
  for (const name of new Set(pairs.map(([called]) => called))) {
    const texts = pairs.filter(([called]) => called === name).map(([, text]) => text);
    fillName(part, name, texts, isTranslated);
    const note = name.startsWith("note-") && part.querySelector(`[name="${CSS.escape(name)}"]`);
    if (note && note.value) note.closest("details").open = true;
  }
};

/** Let nobody change what stands in a form. */
export const closeForReading = (form) => {
  for (const one of form.elements) {
    if (one.form === form && one.closest("[data-section]") && one.localName !== "fieldset") one.disabled = true;
  }
};
