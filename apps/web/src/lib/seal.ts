import type { DeviceKeys } from "@handrail/domain/access/schema";

import { forgetHeldKeys, heldKeys, holdKeys } from "./device-key.ts";

/** `copies`: of what the server has, for this sign-in. `words`: what a person typed or marked, for every sign-in of theirs. */
type Kind = "copies" | "words";

/** What lies in the browser's storage instead of a value. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

interface Opener {
  readonly personId: string;
  readonly copies: CryptoKey;
  readonly opensWords: CryptoKey;
}

/** With it, what is being typed can still be sealed after the sign-in has ended, and nothing be opened. */
interface Writer {
  readonly personId: string;
  readonly key: CryptoKey;
}

let opener: { readonly of: string; readonly keys: Promise<Opener> } | null = null;
let writer: Writer | null = null;
const listeners = new Set<() => void>();
let waiters: (() => void)[] = [];
let ask: () => void = () => undefined;

/** How the keys are asked of the server, when something is to be sealed or opened and there are none. */
export const askKeysBy = (asking: () => void): void => {
  ask = asking;
};

/** Called when keys have come: what could not be opened before may open now. */
export const onKeys = (listener: () => void): void => {
  listeners.add(listener);
};

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const imported = (key: string, uses: readonly ("encrypt" | "decrypt")[]): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, [...uses]);

const take = async ({ userId, copies, words }: DeviceKeys): Promise<Opener> => {
  const [one, two, key] = await Promise.all([
    imported(copies, ["encrypt", "decrypt"]),
    imported(words, ["encrypt", "decrypt"]),
    imported(words, ["encrypt"]),
  ]);
  writer = { personId: userId, key };
  return { personId: userId, copies: one, opensWords: two };
};

/** Browsers offer their cryptography to https and localhost alone; elsewhere nothing is kept. */
const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

export const takeKeys = (keys: DeviceKeys): void => {
  if (!canSeal()) return;
  holdKeys(keys);
  for (const wake of waiters.splice(0)) wake();
  for (const listener of listeners) listener();
};

/** The sign-in ended, or the device is locked: from here on nothing opens. */
export const dropKeys = (): void => {
  forgetHeldKeys();
  opener = null;
};

/** Nothing of the person stays, not even what seals their words. */
export const forgetKeys = (): void => {
  dropKeys();
  writer = null;
};

/** The keys of this page. Without any, those in the browser: another tab may have them. */
const opening = (): Promise<Opener> | null => {
  const held = canSeal() ? heldKeys() : null;
  if (held === null) {
    opener = null;
    return null;
  }
  if (opener?.of !== held.copies) opener = { of: held.copies, keys: take(held) };
  return opener.keys;
};

/** Keys that are in use do not run out before the sign-in's longest time. */
export const keepKeysAlive = (): void => void opening();

/** The first answers of the server come before its keys do. */
const patienceMs = 5_000;

const waited = async (): Promise<Opener | null> => {
  const there = opening();
  if (there !== null || !canSeal() || !navigator.onLine) return there;
  ask();
  await new Promise<void>((resolve) => {
    waiters = [...waiters, resolve];
    setTimeout(resolve, patienceMs);
  });
  return opening();
};

const keyOf = async (kind: Kind, personId: string): Promise<CryptoKey> => {
  if (kind === "words" && writer?.personId === personId) return writer.key;
  const held = await waited();
  if (held?.personId !== personId) throw new Error("There is no key to seal this with, so it is not kept.");
  return kind === "copies" ? held.copies : held.opensWords;
};

/** Bound to its person and its place: a sealed value that was moved elsewhere does not open. */
const about = (kind: Kind, personId: string, place: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify([kind, personId, place]));

export interface Place {
  readonly kind: Kind;
  readonly personId: string;
  /** The store and the key in it. */
  readonly place: string;
}

export const seal = async ({ kind, personId, place }: Place, value: unknown): Promise<Sealed> => {
  const key = await keyOf(kind, personId);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = about(kind, personId, place);
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, text) };
};

const opened = async ({ kind, personId, place }: Place, sealed: Sealed, held: Opener | null): Promise<unknown> => {
  if (held?.personId !== personId) return undefined;
  const key = kind === "copies" ? held.copies : held.opensWords;
  const additionalData = about(kind, personId, place);
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv, additionalData }, key, sealed.bytes);
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    // Sealed in another sign-in.
    return undefined;
  }
};

/** The value; undefined where no key of here opens it. Waits a moment for the keys. */
export const unseal = async (place: Place, sealed: Sealed): Promise<unknown> => opened(place, sealed, await waited());

/** The same without waiting: before the first paint. */
export const unsealNow = async (place: Place, sealed: Sealed): Promise<unknown> =>
  opened(place, sealed, await opening());
