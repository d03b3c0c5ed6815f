import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Wiring {
  readonly file: string;
  /** The line that the module's import stands before: the first one behind the imports of the other modules. */
  readonly importBefore: RegExp;
  readonly importLine: string;
  /** What opens and ends the list that names every module. */
  readonly list: readonly [open: string, close: string];
  readonly entry: string;
}

const wiringsOf = (word: string): readonly Wiring[] => {
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  return [
    {
      file: "apps/api/src/router.ts",
      importBefore: /^import \{ router \} from "\.\/trpc\.ts";$/m,
      importLine: `import { ${word}Router } from "./modules/${word}/router.ts";`,
      list: ["export const appRouter = router({\n", "\n});"],
      entry: `${word}: ${word}Router,`,
    },
    {
      file: "packages/domain/src/events.ts",
      importBefore: /^\/\*\* Every event of the product/m,
      importLine: `import { ${name}Recorded } from "./${word}/events.ts";`,
      list: ["export const events = {\n", "\n} as const;"],
      entry: `${name}Recorded,`,
    },
    {
      file: "apps/api/src/realtime/audience.ts",
      importBefore: /^import type \{ Audience, /m,
      importLine: `import { ${word}Audiences } from "../modules/${word}/realtime.ts";`,
      list: ["const audiences: Audiences<EventName> = {\n", "\n};"],
      entry: `...${word}Audiences,`,
    },
  ];
};

const wired = (text: string, { file, importBefore, importLine, list: [open, close], entry }: Wiring): string => {
  const importAt = text.search(importBefore);
  const listAt = text.indexOf(open);
  const listEnd = text.indexOf(close, listAt);
  if (importAt < 0 || listAt < importAt || listEnd < 0)
    throw new Error(`${file} has changed: scripts/wire-module.ts does not find where a module is named there.`);
  // Where comments or types follow the imports, the blank line before them stays.
  const head = text.slice(0, importAt);
  const imports = head.endsWith("\n\n") ? `${head.slice(0, -1)}${importLine}\n\n` : `${head}${importLine}\n`;
  return `${imports}${text.slice(importAt, listEnd)}\n  ${entry}${text.slice(listEnd)}`;
};

/** Names the module in the router, in the list of events and among the audiences; answers which files were changed. */
export const wireModule = async (word: string, root: string): Promise<readonly string[]> => {
  const wirings = wiringsOf(word);
  const texts = await Promise.all(
    wirings.map(async (wiring) => wired(await readFile(join(root, wiring.file), "utf8"), wiring)),
  );
  for (const [index, { file }] of wirings.entries()) await writeFile(join(root, file), texts[index] ?? "");
  return wirings.map(({ file }) => file);
};
