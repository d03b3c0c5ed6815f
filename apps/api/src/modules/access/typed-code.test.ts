import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";

import { enrolment, newSecret, stepOf } from "./totp.ts";
import { typedCode } from "./typed-code.ts";

const codeOf = (base32: string, timestamp: number): string =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp });

test.each([
  "123456",
  " 123 456 ",
  "123-456",
  "123\u2011456",
  "123\u00a0456",
  "123\u202f456",
  "\u200e123456\u200b",
  "\uff11\uff12\uff13\uff14\uff15\uff16",
])("%j is the code 123456", (typed) => expect(typedCode(typed)).toBe("123456"));

test("an authenticator's code opens however it is written, and another does not", () => {
  const secret = newSecret();
  const at = Date.UTC(2026, 0, 5, 9);
  const { secret: base32 } = enrolment(secret, "x@alder.example");
  const code = codeOf(base32, at);
  const step = stepOf(secret, code, at);
  expect(step).not.toBeNull();
  const wide = Array.from(code, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfe_e0)).join("");
  for (const typed of [`${code.slice(0, 3)}-${code.slice(3)}`, `${code.slice(0, 3)}\u00a0${code.slice(3)}`, wide])
    expect(stepOf(secret, typed, at)).toBe(step);
  expect(stepOf(secret, `${code}0`, at)).toBeNull();
  expect(stepOf(secret, "12a456", at)).toBeNull();
});
