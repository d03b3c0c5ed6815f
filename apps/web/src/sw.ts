/// <reference lib="webworker" />
export {};

declare const self: ServiceWorkerGlobalScope & {
  /** Written in front of this file by the build. */
  readonly build: { readonly version: string; readonly files: readonly string[] };
};

const prefix = "handrail-shell-";
const cacheName = `${prefix}${self.build.version}`;
const page = "/";

/** Only the page and its hashed files are ever kept here: never an answer of the server that holds data. */
const keep = async (): Promise<void> => {
  const cache = await caches.open(cacheName);
  await cache.addAll([page, ...self.build.files, "/icon.svg", "/handrail.webmanifest"]);
};

const dropOlder = async (): Promise<void> => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((n) => caches.delete(n)));
  await self.clients.claim();
};

/** A line that is there and carries nothing keeps nobody from opening a roster for longer than this. */
const patienceMs = 4_000;

/** The newest page when there is a network, because its answer also carries the policy that belongs to it. */
const newestPage = async (request: Request): Promise<Response> => {
  const newest = fetch(request);
  const waited = new Promise<undefined>((resolve) => {
    setTimeout(resolve, patienceMs);
  });
  const come = await Promise.race([newest.catch(() => undefined), waited]);
  if (come !== undefined) return come;
  const cache = await caches.open(cacheName);
  return (await cache.match(page)) ?? newest;
};

const keptFile = async (request: Request): Promise<Response> => {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  // A font of further letters is fetched when a name needs it, and is needed again without a network.
  if (answer.ok && new URL(request.url).pathname.endsWith(".woff2")) await cache.put(request, answer.clone());
  return answer;
};

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder());
});

self.addEventListener("message", (event: ExtendableMessageEvent) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(newestPage(request));
  else if (pathname.startsWith("/assets/") || pathname === "/icon.svg" || pathname === "/handrail.webmanifest")
    event.respondWith(keptFile(request));
});
