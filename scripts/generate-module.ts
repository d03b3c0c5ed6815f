import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { wireModule } from "./wire-module.ts";

const defaultRoot = fileURLToPath(new URL("..", import.meta.url));
const templates = fileURLToPath(new URL("./templates/module", import.meta.url));
const ending = ".tmpl";

/** Names of files and folders that a module word would be mistaken for. */
const taken = new Set(["kernel", "schema", "seed", "testing", "router", "queries", "modules", "features"]);

/** Replaces `{{word}}` and `{{Word}}`; anything else in braces is a mistake in a template. */
export const render = (text: string, word: string): string => {
  const values: Readonly<Record<string, string>> = {
    word,
    Word: word.charAt(0).toUpperCase() + word.slice(1),
  };
  return text.replaceAll(/\{\{([A-Za-z]+)\}\}/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`A template names the unknown value {{${name}}}.`);
    return value;
  });
};

const templateFiles = async (folder = ""): Promise<readonly string[]> => {
  const entries = await readdir(join(templates, folder), { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? templateFiles(path) : [path];
  });
  return (await Promise.all(found)).flat().filter((path) => path.endsWith(ending));
};

const faultOf = (word: string): string | undefined => {
  if (!/^[a-z]{3,30}$/.test(word)) return `A module is one lower-case word: "${word}" is not.`;
  if (taken.has(word)) return `"${word}" already means something else in the layout.`;
  return undefined;
};

/** Writes a module's skeleton, names it where modules are listed, and returns the files. Writes nothing when the word is bad or any file exists. */
export const generateModule = async (word: string, root = defaultRoot): Promise<readonly string[]> => {
  const fault = faultOf(word);
  if (fault !== undefined) throw new Error(fault);
  const sources = [...(await templateFiles())].toSorted();
  const targets = sources.map((source) => ({ source, file: render(source.slice(0, -ending.length), word) }));
  const existing = targets.filter(({ file }) => existsSync(join(root, file)));
  if (existing.length > 0) throw new Error(`Module "${word}" exists: ${existing.map(({ file }) => file).join(", ")}`);
  const wired = await wireModule(word, root);
  for (const { source, file } of targets) {
    const text = render(await readFile(join(templates, source), "utf8"), word);
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text, { flag: "wx" });
  }
  return [...targets.map(({ file }) => file), ...wired];
};
