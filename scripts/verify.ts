import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { vaguelyNamed } from "./file-names.ts";

/** Everything that can be said about the code without running it. Needs no database and no browser. */
const root = fileURLToPath(new URL("..", import.meta.url));

type Verdict = { readonly ok: boolean; readonly output: string };
type Step = { readonly name: string; readonly run: () => Promise<Verdict> };
type Outcome = Verdict & { readonly name: string; readonly seconds: string };

const env = {
  ...process.env,
  // Started without a package manager, the tools are still found.
  PATH: [join(root, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
};

const command = (line: string) => (): Promise<Verdict> =>
  new Promise((resolve) => {
    const [file = "", ...args] = line.split(" ");
    const child = spawn(file, args, { cwd: root, env, shell: process.platform === "win32" });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => resolve({ ok: false, output: `${line}: ${error.message}` }));
    child.on("close", (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() }));
  });

const fileNames = async (): Promise<Verdict> => {
  const files = await vaguelyNamed(root.replace(/[/\\]$/, ""));
  return { ok: files.length === 0, output: files.map((file) => `${file}: name it after what it is for`).join("\n") };
};

const contrast = "packages/ui/scripts/contrast.ts";

// The longest first, so that two at a time end together.
const steps: readonly Step[] = [
  { name: "types of apps and packages", run: command("turbo run typecheck --output-logs=errors-only --continue") },
  { name: "types of scripts and tests", run: command("tsc -p tsconfig.json") },
  { name: "lint", run: command("oxlint") },
  { name: "regular expressions", run: command("tsx scripts/check-expressions.ts") },
  { name: "unused code and dependencies", run: command("knip --no-progress") },
  { name: "format", run: command("oxfmt --check") },
  { name: "boundaries of packages", run: command("turbo boundaries") },
  { name: "dependencies", run: command("sherif") },
  { name: "file names", run: fileNames },
  ...(existsSync(join(root, contrast)) ? [{ name: "contrast of colours", run: command(`tsx ${contrast}`) }] : []),
];

const perform = async ({ name, run }: Step): Promise<Outcome> => {
  const start = performance.now();
  const verdict = await run();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${verdict.ok ? "passed" : "FAILED"}  ${name} (${seconds} s)`);
  return { ...verdict, name, seconds };
};

/** Two at a time: the smallest machine this runs on has two cores. */
const performAll = async (): Promise<readonly Outcome[]> => {
  const waiting = [...steps];
  const worker = async (): Promise<readonly Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) outcomes.push(await perform(step));
    return outcomes;
  };
  return (await Promise.all([worker(), worker()])).flat();
};

const outcomes = await performAll();
const failures = outcomes.filter(({ ok }) => !ok);
for (const { name, output } of failures) console.log(`\n━━━ ${name} ━━━\n\n${output.trim()}`);
console.log(`\nverify: ${outcomes.length - failures.length} of ${outcomes.length} checks passed`);
process.exitCode = failures.length > 0 ? 1 : 0;
