import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { contrast, oklchToRgb, type Rgb } from "./oklch.ts";

export type Theme = "light" | "dark" | "device-dark";
export type Tokens = ReadonlyMap<string, Rgb>;
export type Fail = { theme: Theme; pair: string; ratio: number; least: number };

const blocks: Record<Theme, RegExp> = {
  light: /^:root\s*\{([^}]*)\}/m,
  dark: /\[data-theme="?dark"?\]\s*\{([^}]*)\}/,
  "device-dark": /:root:not\(\[data-theme\]\)\s*\{([^}]*)\}/,
};
const declaration = /--([\w-]+):\s*oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)/g;

const surfaces = ["bg", "surface", "sunken", "hover"];
const plainInks = ["ink", "ink-2", "ink-3", "accent-hover", "live"];
const inksWithSoft = ["accent", "present", "tardy", "absent", "excused", "unmarked", "critical"];
const solids = ["accent", "accent-hover", "absent", "critical", "present", "ink"];
const edges = ["control-line", "accent"];

export const tokensCss = (): string => readFileSync(new URL("../src/tokens.css", import.meta.url), "utf8");

export const readTokens = (css: string, theme: Theme): Tokens => {
  const block = blocks[theme].exec(css)?.[1];
  if (block === undefined) throw new Error(`tokens.css has no block for ${theme}`);
  const found = [...block.matchAll(declaration)];
  return new Map(
    found.map(([, name = "", l, c, h]) => [name, oklchToRgb([Number(l) / 100, Number(c), Number(h)])] as const),
  );
};

type Pair = readonly [front: string, back: string, least: number];

const pairs: readonly Pair[] = [
  ...[...plainInks, ...inksWithSoft, "accent-ink"].flatMap((ink) => surfaces.map((on): Pair => [ink, on, 4.5])),
  ...inksWithSoft.map((ink): Pair => [ink, `${ink}-soft`, 4.5]),
  ["accent-ink", "accent-soft", 4.5],
  ["ink", "accent-soft", 4.5],
  ["ink", "tardy-soft", 4.5],
  ["ink", "critical-soft", 4.5],
  ["ink-2", "unmarked-soft", 4.5],
  ...solids.map((solid): Pair => ["on-solid", solid, 4.5]),
  ...edges.flatMap((edge) => surfaces.map((on): Pair => [edge, on, 3])),
];

export const checkContrast = (css: string): Fail[] =>
  (["light", "dark", "device-dark"] as const).flatMap((theme) => {
    const tokens = readTokens(css, theme);
    const colour = (name: string): Rgb => {
      const value = tokens.get(name);
      if (value === undefined) throw new Error(`tokens.css has no --${name} for ${theme}`);
      return value;
    };
    return pairs
      .map(([front, back, least]) => ({
        theme,
        pair: `${front} on ${back}`,
        ratio: Math.round(contrast(colour(front), colour(back)) * 100) / 100,
        least,
      }))
      .filter(({ ratio, least }) => ratio < least);
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fails = checkContrast(tokensCss());
  process.stdout.write(`${pairs.length * 3} pairs checked\nFAILS ${JSON.stringify(fails, null, fails.length && 1)}\n`);
  process.exitCode = fails.length > 0 ? 1 : 0;
}
