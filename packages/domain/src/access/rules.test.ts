import { expect, test } from "vitest";

import { isGoodPassword } from "./rules.ts";

const refusalOf = (password: string, email = "okafor@alder.example", current = "what-it-was-before") => {
  const verdict = isGoodPassword({ password, current, email });
  return verdict.allowed ? null : verdict.refusal;
};

test.each(["heron over the weir", "Ünter-den-Linden", "x9?kV-mm2!qT", "東京都の朝の電車は静かだった"])(
  "%s is good",
  (password) => {
    expect(refusalOf(password)).toBeNull();
  },
);

test.each([
  ["short words", "12 characters"],
  ["🙂🙂🙂🙂🙂🙂", "12 characters"],
  ["okafor@alder.example", "e-mail"],
  ["Okafor@Alder.Example!", "e-mail"],
  ["Password 1234", "easy to guess"],
  ["PASSWORD-1234", "easy to guess"],
  ["aaaaaaaaaaaaaaa", "easy to guess"],
  ["ababababababab", "easy to guess"],
  ["what-it-was-before", "already"],
])("%s is refused and told why", (password, reason) => {
  const refusal = refusalOf(password);
  expect(refusal?.situation).toBe("WEAK_PASSWORD");
  expect(refusal?.message).toContain(reason);
  expect(refusal?.field).toBe("next");
  expect(refusal?.message).not.toContain(password);
});

test("the name in front of the @ is no password, once or twice", () => {
  const email = "samuel.okafor-jones@alder.example";
  expect(refusalOf("Samuel Okafor Jones", email)?.message).toContain("e-mail");
  expect(refusalOf("samuel.okafor-jonessamuel.okafor-jones", email)?.message).toContain("e-mail");
});
