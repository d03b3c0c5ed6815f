import { expect, test } from "vitest";

import { checkContrast, readTokens, tokensCss } from "../scripts/contrast.ts";

test("every named pair of colours has its contrast, light and dark", () => {
  expect(checkContrast(tokensCss())).toEqual([]);
});

test("a colour that is too pale is found, with its theme and pair", () => {
  const planted = tokensCss().replace("--ink-3: oklch(52% 0.02 265)", "--ink-3: oklch(66% 0.02 265)");
  const fails = checkContrast(planted);
  expect(fails.map(({ theme, pair }) => `${theme}: ${pair}`)).toContain("light: ink-3 on bg");
  expect(fails.every(({ theme, pair }) => theme === "light" && pair.startsWith("ink-3 "))).toBe(true);
});

test("a missing colour stops the check", () => {
  expect(() => checkContrast(tokensCss().replaceAll("--live:", "--gone:"))).toThrow("--live");
});

test("the conversion agrees with known colours", () => {
  const light = readTokens(tokensCss(), "light");
  expect(light.get("surface")).toEqual([255, 255, 255]);
  expect(light.get("accent")).toEqual([0x42, 0x5d, 0xaf]);
  expect(light.get("absent")).toEqual([0xb3, 0x2e, 0x2a]);
});

test("dark is the same whether it was chosen or follows the device", () => {
  const css = tokensCss();
  expect([...readTokens(css, "device-dark")]).toEqual([...readTokens(css, "dark")]);
});
