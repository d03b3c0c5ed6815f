import { expect, test } from "vitest";

import { initialsOf } from "./avatar.tsx";

test.each([
  ["Amina Diallo", "AD"],
  ["  Ana María de la Cruz ", "AC"],
  ["Ito", "I"],
  ["𝒜da Łukasz", "𝒜Ł"],
  ["", ""],
])("%j has the initials %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
