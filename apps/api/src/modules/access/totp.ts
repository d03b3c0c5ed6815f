import { randomBytes } from "node:crypto";

import { Secret, TOTP } from "otpauth";

import { typedCode } from "./typed-code.ts";

/** 160 bits, as RFC 4226 advises. */
export const newSecret = (): Uint8Array => new Uint8Array(randomBytes(20));

// A small Buffer is a view into a larger, shared piece of memory: the library takes that piece whole.
const authenticator = (secret: Uint8Array, label = ""): TOTP =>
  new TOTP({ issuer: "Handrail", label, secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });

/** What an authenticator app scans, and the same to type in by hand. */
export const enrolment = (secret: Uint8Array, email: string): { uri: string; secret: string } => {
  const totp = authenticator(secret, email);
  return { uri: totp.toString(), secret: totp.secret.base32 };
};

/** The 30-second step a code belongs to: the present one or a neighbour, for clocks that differ; null if none. */
export const stepOf = (secret: Uint8Array, code: string, at: number): number | null => {
  const token = typedCode(code);
  if (!/^\d{6}$/.test(token)) return null;
  const delta = authenticator(secret).validate({ token, timestamp: at, window: 1 });
  return delta === null ? null : TOTP.counter({ timestamp: at }) + delta;
};
