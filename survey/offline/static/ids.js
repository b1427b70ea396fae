// Ids of interviews: UUIDs of version 7 (RFC 9562), as survey/responses/ids.py makes them.

const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Take the next id. There is nothing to wait for: whoever asks twice gets two. */
export const takeId = (now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) => {
  const bytes = new Uint8Array(16);
  for (let place = 0; place < 6; place += 1) {
    bytes[place] = Math.floor(now / 256 ** (5 - place)) % 256;
  }
  bytes.set(random, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = toHex(bytes);
  return [0, 8, 12, 16, 20].map((start, part) => hex.slice(start, [8, 12, 16, 20][part])).join("-");
};

/** Write a moment as ISO 8601 with the offset of the device, such as 2026-11-22T12:00:00.000+03:30. */
export const writeMoment = (moment = new Date()) => {
  const minutes = -moment.getTimezoneOffset();
  const there = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `${there}${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
};

export { toHex };
