import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/** A workspace's project bears its package's name, so that `--project @handrail/domain` means what it says. */
const nameOf = (folder: string): string => {
  const manifest = join(root, folder, "package.json");
  if (!existsSync(manifest)) return folder;
  return (JSON.parse(readFileSync(manifest, "utf8")) as { name: string }).name;
};

const workspaces = ["packages", "apps"].flatMap((top) => readdirSync(join(root, top)).map((name) => `${top}/${name}`));

// Neither folder strings nor `extends: true`: the first lose the time limits, the second run the global setup again for
// every project.
const projects = [...workspaces, "lint-rules", "scripts", "testing"].map((folder) => ({
  root: join(root, folder),
  test: {
    name: nameOf(folder),
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // A test may start a server, a database or a browser; a limit is there to end a hang, not to measure.
    testTimeout: (folder === "apps/web" ? 120_000 : 60_000) * Number(process.env["HANDRAIL_PROOF_SCALE"] ?? "1"),
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // Loading the server anew for each file of browser tests takes longer than some of these files.
    isolate: folder !== "apps/web",
    // A browser, a server and a database on two cores: a second try is said in the run's output, and is something to look at.
    retry: folder === "apps/web" ? 1 : 0,
  },
}));

export default defineConfig({
  root,
  test: {
    projects,
    globalSetup: ["./testing/global-setup.ts"],
    reporters: [["default", { summary: false }], "./testing/counts-reporter.ts"],
    passWithNoTests: false,
    maxWorkers: 2,
  },
});
