import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { parseSync, Visitor, type CallExpression, type NewExpression } from "oxc-parser";
import { checkSync } from "recheck";

/** Shipped code. Tests and build scripts are left out: they match only text that the project wrote itself. */
const tops = ["apps", "packages"];
const skipped = new Set(["node_modules", "dist", ".turbo", ".data", "coverage", "e2e", "test", "scripts"]);
const isSource = (name: string): boolean => /\.(ts|tsx|js)$/.test(name) && !/\.(test|fixture|d)\./.test(name);

interface Found {
  readonly line: number;
  readonly source: string;
  readonly flags: string;
  /** The pattern is put together at run time, so nothing can be said about it. */
  readonly isBuilt: boolean;
}

/** Every regular expression of a file: literals, and what is handed to `RegExp`. */
export const expressionsOf = (file: string, code: string): readonly Found[] => {
  const found: Found[] = [];
  const lineAt = (start: number): number => code.slice(0, start).split("\n").length;
  const addBuilt = (node: CallExpression | NewExpression): void => {
    if (node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return;
    found.push({ line: lineAt(node.start), source: "", flags: "", isBuilt: true });
  };
  new Visitor({
    Literal: (node) => {
      if (!("regex" in node)) return;
      const { pattern, flags } = node.regex;
      found.push({ line: lineAt(node.start), source: pattern, flags, isBuilt: false });
    },
    NewExpression: addBuilt,
    CallExpression: addBuilt,
  }).visit(parseSync(file, code).program);
  return found;
};

// The JavaScript build: the others are not installed.
process.env["RECHECK_BACKEND"] = "pure";

const verdicts = new Map<string, string | undefined>();

/** Why a regular expression may take more than linear time; undefined where it cannot. */
const faultOf = ({ source, flags, isBuilt }: Found): string | undefined => {
  if (isBuilt) return "a pattern that is put together at run time cannot be checked: write a literal, or compare text";
  const key = `/${source}/${flags}`;
  if (!verdicts.has(key)) {
    const result = checkSync(source, flags, { timeout: 20_000 });
    verdicts.set(
      key,
      result.status === "safe"
        ? undefined
        : result.status === "vulnerable"
          ? `${key} takes ${result.complexity.summary} time: parse the text instead`
          : `${key} could not be checked (${result.error.kind}): write it more plainly`,
    );
  }
  return verdicts.get(key);
};

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const lists = entries
    .filter((entry) => !skipped.has(entry.name))
    .map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return isSource(entry.name) ? [path] : [];
    });
  return (await Promise.all(lists)).flat();
};

export interface Checked {
  /** How many expressions were looked at. */
  readonly count: number;
  readonly faults: readonly string[];
}

/** Looks at every regular expression of the source: a person's text must never take more than linear time. */
export const checkExpressions = async (root: string): Promise<Checked> => {
  const files = (await Promise.all(tops.map((top) => filesBelow(join(root, top))))).flat().toSorted();
  let count = 0;
  const faults: string[] = [];
  for (const file of files) {
    const found = expressionsOf(file, await readFile(file, "utf8"));
    count += found.length;
    for (const one of found) {
      const fault = faultOf(one);
      if (fault !== undefined) faults.push(`${file.slice(root.length + 1)}:${one.line}: ${fault}`);
    }
  }
  return { count, faults };
};
