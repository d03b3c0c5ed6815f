import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

const script = join(import.meta.dirname, "../.ci/run");
let bin = "";

const program = async (name: string, body: string): Promise<void> => {
  await writeFile(join(bin, name), `#!/usr/bin/env bash\n${body}\n`);
  await chmod(join(bin, name), 0o755);
};

beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), "handrail-ci-"));
  // Stands in for the package manager: what each of its commands prints and how it ends is the test's choice.
  await program(
    "npx",
    `printf '%s\\n' "$*" >> "${bin}/calls"
case "$*" in
  *"install --frozen-lockfile") exit "\${INSTALL:-0}" ;;
  *find-browser.ts) echo "$BROWSER" ;;
  *" verify") exit "\${VERIFY:-0}" ;;
  *" test") printf '%b' "$TESTS"; exit "\${CODE:-0}" ;;
  *) exit 9 ;;
esac`,
  );
  await program("apt-get", "exit 1");
  await program("browser", `[ "$*" = "--version" ]`);
});
afterAll(() => rm(bin, { recursive: true, force: true }));

type Outcome = { readonly code: number; readonly last: string };

const run = async (choices: Readonly<Record<string, string>>): Promise<Outcome> => {
  const browser = join(bin, "browser");
  const env = {
    ...process.env,
    HANDRAIL_CHROMIUM: browser,
    BROWSER: browser,
    ...choices,
    PATH: [bin, process.env["PATH"]].join(delimiter),
  };
  return new Promise((resolve) => {
    execFile(script, { env, cwd: tmpdir() }, (error, stdout) => {
      const code = error === null ? 0 : Number(error.code ?? -1);
      resolve({ code, last: stdout.slice(0, -1).split("\n").at(-1) ?? "" });
    });
  });
};

const good = String.raw`5 passed, 0 failed\n`;

describe.skipIf(process.platform === "win32")("the last line and the exit code of .ci/run", () => {
  test("all is well", async () => {
    expect(await run({ TESTS: good })).toEqual({ code: 0, last: "5 passed, 0 failed" });
    const calls = await readFile(join(bin, "calls"), "utf8");
    expect(
      calls
        .trim()
        .split("\n")
        .map((call) => call.split(" ").slice(2).join(" ")),
    ).toEqual(["install --frozen-lockfile", "-s exec tsx scripts/find-browser.ts", "verify", "test"]);
  });

  test.each([
    [
      "the tests fail, and the package manager adds a line",
      { TESTS: String.raw`4 passed, 2 failed\n ELIFECYCLE  Test failed.\n`, CODE: "1" },
      "4 passed, 2 failed",
    ],
    [
      "an earlier line counts less than the last",
      { TESTS: String.raw`9 passed, 9 failed\n4 passed, 1 failed, 3 skipped\n`, CODE: "1" },
      "4 passed, 1 failed",
    ],
    ["verify fails, and the tests still run", { TESTS: good, VERIFY: "1" }, "5 passed, 1 failed"],
    ["the tests count no failure and end with one", { TESTS: good, CODE: "1" }, "5 passed, 1 failed"],
    ["the tests end without a count", { TESTS: String.raw`killed\n`, CODE: "137" }, "0 passed, 1 failed"],
    ["the tests end well without a count", { TESTS: "" }, "0 passed, 1 failed"],
    ["the install fails", { TESTS: good, INSTALL: "1" }, "0 passed, 1 failed"],
    ["there is no browser", { TESTS: good, HANDRAIL_CHROMIUM: "/nowhere", BROWSER: "" }, "5 passed, 1 failed"],
    ["the browser is a stub", { TESTS: good, BROWSER: "false" }, "5 passed, 1 failed"],
  ])("%s", async (_name, choices, last) => {
    expect(await run(choices)).toEqual({ code: 1, last });
  });
});
