// The time of a question: hours and minutes as two digits each, as survey/kinds/time reads them.
(() => {
  "use strict";

  const TYPED =
    /^(\d{1,2})(?:[:.]? ?(\d{2}))?(?: ?(?:(a\.?m\.?|ق\.ظ\.?|صبح|صباح[اً]*|ص|پ\.ن\.?)|(p\.?m\.?|ب\.ظ\.?|عصر|مساء[اً]*|م|د\.ن\.?)))?$/;
  const STORED = /^([01]\d|2[0-3]):[0-5]\d$/;
  const HALF_A_DAY = 12;

  mahalla.readers.time = ([text]) => {
    const found = TYPED.exec(mahalla.tidyDigits(text ?? "").toLowerCase());
    if (!found) return undefined;
    const [, hours, minutes = "00", morning, evening] = found;
    let hour = Number(hours);
    if (morning || evening) {
      if (hour < 1 || hour > HALF_A_DAY) return undefined;
      hour = (hour % HALF_A_DAY) + (evening ? HALF_A_DAY : 0);
    }
    const time = `${String(hour).padStart(2, "0")}:${minutes}`;
    return STORED.test(time) ? time : undefined;
  };
})();
