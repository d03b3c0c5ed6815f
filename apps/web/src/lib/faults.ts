/** Where a part failed, in words that hold no data: a route's pattern and our own name for the part. */
export interface Where {
  readonly route: string;
  readonly part: string;
}

const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const file = import.meta.url.slice(import.meta.url.lastIndexOf("/") + 1);
const build = file.endsWith(".js") ? file.slice(0, -".js".length) : "development";

const newFaultId = (): string => {
  const all = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]);
  return `${all.slice(0, 4).join("")}-${all.slice(4).join("")}`;
};

const ids = new WeakMap<object, string>();
const told = new WeakSet<object>();

/** The same error has one id, however many boundaries it passes. */
export const faultIdOf = (error: unknown): string => {
  if (typeof error !== "object" || error === null) return newFaultId();
  const known = ids.get(error);
  if (known !== undefined) return known;
  const made = newFaultId();
  ids.set(error, made);
  return made;
};

/**
 * Code of an older version is gone from the server after an update, and a part that was never opened is not on the device
 * while it has no network. Each engine has its own words for it.
 */
export const isCodeMissing = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|Importing a module script failed|Unable to preload CSS/i.test(error.message);

/** Tells the server's log once that something could not be drawn: the kind of the error, never its message. */
export const tellFault = (error: unknown, { route, part }: Where): void => {
  if (typeof error === "object" && error !== null) {
    if (told.has(error)) return;
    told.add(error);
  }
  const errorName = isCodeMissing(error) ? "CodeMissing" : error instanceof Error ? error.name : "NotAnError";
  const body = JSON.stringify({ faultId: faultIdOf(error), route, part, errorName, build });
  // A page without a network cannot tell it; the person still has the id.
  fetch("/page-faults", {
    method: "POST",
    body,
    keepalive: true,
    headers: { "content-type": "application/json" },
  }).catch(() => undefined);
};
