// The worker: keeps the desk of one version, and answers from what the tablet keeps. It keeps
// nothing by itself while people work: neither answers of the server nor anybody's data.
// BUILD is written before this script by the server: its version, and what belongs to it.
"use strict";

const SHELL = `shell-${BUILD.version}`;
const PAGES = "pages";
const SCOPE = "/collect/";

const keepShell = async () => {
  const cache = await caches.open(SHELL);
  const wanted = [...BUILD.shells, ...BUILD.files];
  await cache.addAll(wanted.map((address) => new Request(address, { cache: "no-cache" })));
};

const dropOldShells = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
};

const findKept = async (request) => {
  const { pathname } = new URL(request.url);
  const asked = BUILD.shells.includes(pathname) ? pathname : request;
  for (const name of [SHELL, PAGES]) {
    const cache = await caches.open(name);
    const kept = await cache.match(asked, { ignoreVary: true });
    if (kept) return kept;
  }
  return null;
};

// The desk in the first language of the device that there is a desk in.
const leadToDesk = () => {
  const tags = self.navigator.languages.map((tag) => tag.split("-")[0]);
  const desks = tags.map((tag) => `${SCOPE}${tag}/`);
  const desk = desks.find((address) => BUILD.shells.includes(address)) ?? BUILD.shells[0];
  return Response.redirect(desk);
};

const answer = async (request) => {
  if (request.mode === "navigate" && new URL(request.url).pathname === SCOPE) return leadToDesk();
  const kept = await findKept(request);
  if (kept) return kept;
  if (request.mode !== "navigate") return fetch(request);
  return fetch(request).catch(leadToDesk);
};

self.addEventListener("install", (event) => event.waitUntil(keepShell()));
self.addEventListener("activate", (event) => event.waitUntil(dropOldShells()));

// Only a tap on the desk makes a new version take over.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});
