import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const turbo = [
  "exec",
  "turbo",
  "run",
  "build",
  "--filter=@handrail/web",
  "--filter=@handrail/api",
  "--output-logs=errors-only",
];

/** Browser tests use the app, and the tests of the start the server, as they are built; nothing is done when nothing has changed since. */
export const buildApps = (): void => {
  const options = { cwd: root, encoding: "utf8" } as const;
  // Run as `pnpm test`, pnpm is on the path; run as vitest alone, it may not be.
  const direct = spawnSync("pnpm", turbo, options);
  const { status, stdout, stderr } =
    direct.error === undefined ? direct : spawnSync("npx", ["-y", "pnpm@10.34.8", ...turbo], options);
  if (status !== 0) throw new Error(`The web app and the server cannot be built:\n${stdout}\n${stderr}`);
};
