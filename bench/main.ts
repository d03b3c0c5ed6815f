import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";

import { benchCasework } from "./casework.ts";
import { benchFanOut } from "./fan-out.ts";
import { benchHttp } from "./http.ts";
import { benchKernel } from "./kernel.ts";
import { print, type Comparison } from "./measure.ts";
import { benchPaint } from "./paint.ts";
import { benchProgress } from "./progress.ts";
import { benchReads } from "./reads.ts";
import { benchSchedule } from "./schedule.ts";
import { benchSearch } from "./search.ts";
import { benchUse } from "./use.ts";
import { startBenchWorld } from "./world.ts";

const root = resolve(import.meta.dirname, "..");
const quick = process.argv.includes("--quick");
const only = process.argv.find((one) => one.startsWith("--only="))?.slice("--only=".length);

const parts = {
  kernel: benchKernel,
  http: benchHttp,
  "fan-out": benchFanOut,
  paint: benchPaint,
  use: benchUse,
  reads: benchReads,
  progress: benchProgress,
  schedule: benchSchedule,
  search: benchSearch,
  casework: benchCasework,
} as const;

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** `--built` measures what was built before. */
const buildProduct = (): void => {
  const build = spawnSync(
    "pnpm",
    ["exec", "turbo", "run", "build", "--filter=@handrail/api", "--filter=@handrail/web", "--output-logs=errors-only"],
    { cwd: root, stdio: "inherit" },
  );
  if (build.status !== 0) throw new Error("The build failed");
};

const main = async (): Promise<void> => {
  if (!process.argv.includes("--built")) buildProduct();
  const world = await startBenchWorld();
  const comparisons: Comparison[] = [];
  const failed: string[] = [];
  try {
    for (const [name, run] of Object.entries(parts)) {
      if (only !== undefined && !only.split(",").includes(name)) continue;
      process.stdout.write(`\n${name}\n`);
      try {
        for (const comparison of await run(world, quick)) {
          comparisons.push(comparison);
          print(comparison);
        }
      } catch (error) {
        failed.push(name);
        process.stderr.write(`FAILED  ${name}: ${textOf(error)}\n`);
      }
      await world.forgetWork();
    }
  } finally {
    await world.close();
  }
  const folder = join(root, "bench/results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replaceAll(":", "-")}.json`);
  const machine = { cores: cpus().length, model: cpus()[0]?.model ?? "unknown", node: process.version };
  writeFileSync(
    file,
    JSON.stringify({ takenAt: new Date().toISOString(), quick, machine, comparisons, failed }, null, 2),
  );
  const missed = comparisons.filter((comparison) => !comparison.isReached);
  process.stdout.write(
    `\n${comparisons.length - missed.length} of ${comparisons.length} goals reached. Written to ${file.slice(root.length + 1)}\n`,
  );
  if (failed.length > 0) throw new Error(`These parts failed: ${failed.join(", ")}. The others were measured.`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${textOf(error)}\n`);
  process.exitCode = 1;
});
