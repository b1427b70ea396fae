// The date of a question: the day that its calendar names so, as ISO text.
(() => {
  "use strict";

  // Browsers and the server have different tables of Hijri months: those days the server reads.
  const CALENDARS = { gregorian: ["gregory", 0], jalali: ["persian", 621] };
  const DAY = 86_400_000;
  const [BEFORE, AFTER] = [400, 800];

  // The browser names days in every calendar but finds none by name: try those that are near.
  mahalla.readers.date = ([calendar, ...numbers]) => {
    if (!(calendar in CALENDARS) || !numbers.every((number) => number)) return undefined;
    const [name, difference] = CALENDARS[calendar];
    const wanted = numbers.map(Number);
    const [day, month, year] = wanted;
    const format = new Intl.DateTimeFormat(`en-u-ca-${name}-nu-latn`, {
      timeZone: "UTC",
      day: "numeric",
      month: "numeric",
      year: "numeric",
    });
    const near = Date.UTC(year + difference, month - 1, day);
    for (let step = -BEFORE; step < AFTER; step += 1) {
      const moment = new Date(near + step * DAY);
      const parts = format.formatToParts(moment);
      const find = (type) => Number(parts.find((part) => part.type === type)?.value);
      if (["day", "month", "year"].every((type, index) => find(type) === wanted[index])) {
        return moment.toISOString().slice(0, 10);
      }
    }
    return undefined;
  };
})();
