import { randomBytes, timingSafeEqual } from "node:crypto";

import type { Keyring } from "@handrail/db/vault/keyring";

const secureName = "__Host-handrail-device";
const plainName = "handrail-device";
/** People who may share one device; whoever has not signed in for longest is forgotten. */
const mostPeople = 10;
/** A year, in seconds. */
const longest = 365 * 24 * 60 * 60;
const separator = "~";

/** Says nothing of the account to who does not know its address: a random number, and a keyed hash of both. */
const macOf = (keyring: Keyring, email: string, number: string): Buffer =>
  keyring.hmac("known device", JSON.stringify([email, number]));

const marksOf = (cookie: string | null): readonly string[] =>
  cookie === null ? [] : cookie.split(separator, mostPeople).filter((mark) => mark.length < 100);

const numberFor = (keyring: Keyring, email: string, mark: string): string | undefined => {
  const [number = "", mac = ""] = mark.split(".");
  const [given, right] = [Buffer.from(mac, "base64url"), macOf(keyring, email, number)];
  return given.length === right.length && timingSafeEqual(given, right) ? number : undefined;
};

/** The device's number, where someone has signed in to this account on it before. */
export const knownDevice = (keyring: Keyring, email: string, cookie: string | null): string | undefined =>
  marksOf(cookie)
    .map((mark) => numberFor(keyring, email, mark))
    .find((number) => number !== undefined);

/** The cookie's next value, after a sign-in to this account. */
export const withDevice = (keyring: Keyring, email: string, cookie: string | null): string => {
  const others = marksOf(cookie).filter((mark) => numberFor(keyring, email, mark) === undefined);
  const number = randomBytes(16).toString("base64url");
  const mark = `${number}.${macOf(keyring, email, number).toString("base64url")}`;
  return [mark, ...others].slice(0, mostPeople).join(separator);
};

export const deviceCookie = (value: string, isSecure: boolean): string =>
  `${isSecure ? secureName : plainName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${longest}${isSecure ? "; Secure" : ""}`;

export const readDevice = (cookie: string | undefined, isSecure: boolean): string | null => {
  const name = `${isSecure ? secureName : plainName}=`;
  const found = (cookie ?? "").split(";").map((part) => part.trim());
  return found.find((part) => part.startsWith(name))?.slice(name.length) ?? null;
};
