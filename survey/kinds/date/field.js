// The date of a question: the day that its calendar names so, as ISO text.
(() => {
  "use strict";

  const CALENDARS = { gregorian: "gregory", jalali: "persian", hijri: "islamic-umalqura" };
  const YEARS = {
    gregorian: (year) => year,
    jalali: (year) => year + 621,
    hijri: (year) => Math.floor(year * 0.970224 + 621.577),
  };
  const DAY = 86_400_000;
  const [BEFORE, AFTER] = [400, 800];

  // The browser names days in every calendar but finds none by name: try those that are near.
  mahalla.readers.date = ([calendar, ...numbers]) => {
    if (!(calendar in CALENDARS) || !numbers.every((number) => number)) return undefined;
    const [day, month, year] = numbers.map(Number);
    const names = new Intl.DateTimeFormat(`en-u-ca-${CALENDARS[calendar]}-nu-latn`, {
      timeZone: "UTC",
      day: "numeric",
      month: "numeric",
      year: "numeric",
    });
    const near = Date.UTC(YEARS[calendar](year), month - 1, day);
    for (let step = -BEFORE; step < AFTER; step += 1) {
      const moment = new Date(near + step * DAY);
      const parts = Object.fromEntries(
        names.formatToParts(moment).map((part) => [part.type, Number(part.value)]),
      );
      const named = parts.year ?? parts.relatedYear;
      if (parts.day === day && parts.month === month && named === year) {
        return moment.toISOString().slice(0, 10);
      }
    }
    return undefined;
  };
})();
