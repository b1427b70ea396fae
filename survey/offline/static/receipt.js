// Receipts: the same code from the same random bytes as in survey/responses/receipts.py.

export const CODE_BYTES = 8;

const FREE = 15;
// The quasigroup of Damm (2004).
const DAMM = [
  "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
  "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
];

/** Make the code of random bytes, given as hex. */
export const makeCode = (hex) => {
  const free = String(BigInt(`0x${hex}`) % 10n ** BigInt(FREE)).padStart(FREE, "0");
  return free + [...free].reduce((check, digit) => DAMM[check][digit], "0");
};

/** Write a code in groups of four of the reader's digits; it breaks in its middle and nowhere else. */
export const writeCode = (code, digits = "0123456789") => {
  const groups = code.replace(/\d/g, (digit) => [...digits][digit]).match(/.{4}/gu);
  return `${groups[0]}\u00a0${groups[1]} ${groups[2]}\u00a0${groups[3]}`;
};
