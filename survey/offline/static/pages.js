// The pages of interviews that the tablet keeps: each with all its parts, or not at all.

import { ask, look, readNote, writeNote } from "./database.js";

const PAGES = "pages";
const LINKED = ["stylesheet", "modulepreload", "preload", "icon", "manifest"];
const IMPORTS = /\b(?:from|import)\s*["'](\.\/[^"']+)["']/g;

const isOurs = (address) => new URL(address).origin === location.origin;

const isLinked = (one) => one.localName !== "link" || LINKED.includes(one.rel);

const findParts = (html, base) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const patterns = [...page.querySelectorAll("template")].map((one) => one.content);
  return [page, ...patterns]
    .flatMap((root) => [...root.querySelectorAll("[src], link[href]")])
    .filter(isLinked)
    .map((one) => new URL(one.getAttribute("src") ?? one.getAttribute("href"), base).href)
    .filter(isOurs);
};

const findImports = (script, base) =>
  [...script.matchAll(IMPORTS)].map(([, name]) => new URL(name, base).href);

const get = async (address) => {
  const answer = await fetch(address, { redirect: "error", credentials: "omit" });
  if (!answer.ok) throw new TypeError(`${address} answered ${answer.status}`);
  return answer;
};

const isScript = (answer) => answer.headers.get("Content-Type")?.startsWith("text/javascript");

// Keep a part and what it imports; those that are there already change nothing any more.
const keepPart = async (cache, address, seen) => {
  if (seen.has(address)) return;
  seen.add(address);
  const kept = await cache.match(address, { ignoreVary: true });
  const answer = kept ?? (await get(address));
  if (!kept) await cache.put(address, answer.clone());
  if (!isScript(answer)) return;
  for (const one of findImports(await answer.text(), address)) await keepPart(cache, one, seen);
};

const keepPage = async (cache, address) => {
  const page = await get(address);
  const html = await page.clone().text();
  const seen = new Set();
  for (const part of findParts(html, new URL(address, location.href))) await keepPart(cache, part, seen);
  await cache.put(address, page); // last: a page that is there is there with all its parts
  return [...seen];
};

/** Tell whether a page is kept with all that belongs to it. */
export const isKept = async (address) => address in ((await readNote("pages")) ?? {});

/** Read a page that is kept. */
export const readPage = async (address) => {
  const cache = await caches.open(PAGES);
  const kept = await cache.match(address, { ignoreVary: true });
  return kept ? new DOMParser().parseFromString(await kept.text(), "text/html") : null;
};

const prune = async (cache, kept) => {
  const wanted = new Set([...Object.keys(kept), ...Object.values(kept).flat()]);
  const absolute = new Set([...wanted].map((address) => new URL(address, location.href).href));
  for (const request of await cache.keys()) {
    if (!absolute.has(request.url)) await cache.delete(request);
  }
};

const keep = async (addresses) => {
  const cache = await caches.open(PAGES);
  const kept = (await readNote("pages")) ?? {};
  for (const address of addresses.filter((one) => !(one in kept))) {
    kept[address] = await keepPage(cache, address);
    await writeNote("pages", kept);
  }
  // Looked at last: an interview may have begun while the pages came.
  const drafts = await look(["drafts"], (at) => ask(at("drafts").getAll()));
  const wanted = new Set([...addresses, ...drafts.map((draft) => draft.page)]);
  const needed = Object.fromEntries(Object.entries(kept).filter(([address]) => wanted.has(address)));
  await writeNote("pages", needed);
  await prune(cache, needed);
};

/** Keep these pages, and those on which drafts are open; let go of all others. */
export const keepPages = (addresses) => navigator.locks.request("pages", () => keep(addresses));
