import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Names that say where code was put instead of what it is for. Nothing is exempt. */
const vague = new Set(["util", "utils", "helper", "helpers", "common", "services", "misc"]);
const generated = new Set(["node_modules", "dist", ".turbo", ".data", "coverage"]);

/** The vague words in a path, also when they hide in `date-utils.ts` or in a folder's name. */
export const vagueWords = (path: string): readonly string[] =>
  path
    .split(/[/\\]/)
    .flatMap((part) => part.toLowerCase().split(/[-_.]/))
    .filter((word) => vague.has(word));

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const lists = entries
    .filter((entry) => !generated.has(entry.name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
  return (await Promise.all(lists)).flat();
};

/** Every file of the apps and packages whose path holds a vague word, relative to the root. */
export const vaguelyNamed = async (root: string): Promise<readonly string[]> => {
  const files = await Promise.all(["apps", "packages"].map((top) => filesBelow(join(root, top))));
  return files
    .flat()
    .map((file) => file.slice(root.length + 1))
    .filter((file) => vagueWords(file).length > 0);
};
