// Envelopes: what is finished is sealed to the key of its project, and no tablet can open it again.

import { toHex } from "./ids.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = "mahalla ";

const encode = (text) => new TextEncoder().encode(text);

export const toBase64 = (bytes) => {
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
};

const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

const join = (...parts) => {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((start, part) => (joined.set(part, start), start + part.length), 0);
  return joined;
};

/** Hash bytes with SHA-256, as hex. */
export const hash = async (bytes) =>
  toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

const agree = async (ours, theirs, line) => {
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = join(encode(INFO), line);
  const derived = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const cipher = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(derived, material, cipher, false, ["encrypt"]);
};

/**
 * Seal bytes to a key: a line of header, then the cipher text.
 * @param {{id: string, public: string}} key the project's: its id, its raw point in base64
 * @param {string} id of the interview
 * @param {string} part "interview", or the name of one of its files
 * @param {Uint8Array} plain
 * @returns {Promise<Uint8Array>}
 */
export const seal = async (key, id, part, plain) => {
  const theirs = await crypto.subtle.importKey("raw", fromBase64(key.public), CURVE, false, []);
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const header = {
    format: 1, key: key.id, id, part, ephemeral: toBase64(point), nonce: toBase64(nonce),
  };
  const line = encode(JSON.stringify(header));
  const secret = await agree(pair.privateKey, theirs, line);
  const how = { name: "AES-GCM", iv: nonce, additionalData: line };
  const sealed = await crypto.subtle.encrypt(how, secret, plain);
  return join(line, encode("\n"), new Uint8Array(sealed));
};

/** Seal what can be written as JSON. */
export const sealJson = (key, id, part, value) =>
  seal(key, id, part, encode(JSON.stringify(value)));
