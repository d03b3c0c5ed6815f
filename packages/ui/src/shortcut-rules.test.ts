import { expect, test } from "vitest";

import { keyOf } from "./shortcut-rules.ts";

const press = (key: string, held: Partial<Record<"metaKey" | "ctrlKey" | "altKey" | "shiftKey", true>> = {}) =>
  keyOf({ key, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...held });

test("a letter is named in lower case, with Shift in upper case", () => {
  expect(press("p")).toBe("p");
  expect(press("P")).toBe("p");
  expect(press("P", { shiftKey: true })).toBe("Shift+P");
});

test("command and control are one modifier", () => {
  expect(press("k", { metaKey: true })).toBe("Mod+K");
  expect(press("k", { ctrlKey: true })).toBe("Mod+K");
  expect(press("Enter", { ctrlKey: true })).toBe("Mod+Enter");
});

test("a sign is named by itself, whether or not a keyboard needs Shift for it", () => {
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("/", { shiftKey: true })).toBe("/");
  expect(press("Enter", { shiftKey: true })).toBe("Shift+Enter");
});
