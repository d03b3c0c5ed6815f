import type { DeviceKeys } from "@handrail/domain/access/schema";

import { serverNow } from "./now.ts";

/** The server's limits of a sign-in. */
const longestMs = 12 * 60 * 60_000;
const idleMs = 30 * 60_000;
/** How often the last use is written down. */
const noteMs = 60_000;

interface Held extends DeviceKeys {
  readonly since: number;
  readonly usedAt: number;
}

/**
 * A cookie of the browser's session: all tabs and a reload without a network find the keys, a new start of the browser does
 * not. It has no lifetime of its own on purpose, for then it would outlive the browser.
 */
const cookieName = location.protocol === "https:" ? "__Host-handrail-seal" : "handrail-seal";
const attributes = `; Path=/; SameSite=Strict${location.protocol === "https:" ? "; Secure" : ""}`;

const write = ({ userId, copies, words, since, usedAt }: Held): void => {
  document.cookie = `${cookieName}=${[userId, copies, words, since, usedAt].join(".")}${attributes}`;
};

export const forgetHeldKeys = (): void => {
  document.cookie = `${cookieName}=; Max-Age=0${attributes}`;
};

const now = (): number => Date.parse(serverNow());

const isOver = ({ since, usedAt }: Held): boolean => now() - since > longestMs || now() - usedAt > idleMs;

const keyShape = /^[\w-]{43}$/;

const read = (): Held | null => {
  const part = document.cookie.split("; ").find((one) => one.startsWith(`${cookieName}=`)) ?? "";
  const [userId = "", copies = "", words = "", since, usedAt] = part.slice(cookieName.length + 1).split(".");
  const held = { userId, copies, words, since: Number(since), usedAt: Number(usedAt) } as Held;
  const isWhole = keyShape.test(copies) && keyShape.test(words) && held.since > 0 && held.usedAt > 0;
  return isWhole ? held : null;
};

/** The keys in this browser, unless the limits of the sign-in have passed; then they are forgotten. Asking is a use. */
export const heldKeys = (): DeviceKeys | null => {
  const held = read();
  if (held === null) return null;
  if (isOver(held)) {
    forgetHeldKeys();
    return null;
  }
  if (now() - held.usedAt > noteMs) write({ ...held, usedAt: now() });
  return held;
};

/** The server has handed these out. Those of a sign-in that is known here already do not begin a new time. */
export const holdKeys = (keys: DeviceKeys): void => {
  const before = read();
  const since = before?.copies === keys.copies ? before.since : now();
  write({ ...keys, since, usedAt: now() });
};
