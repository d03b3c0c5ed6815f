import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");

/** A file's path from the root of an imagined checkout, and what it says. */
export type Files = Readonly<Record<string, string>>;
export type Finding = { readonly file: string; readonly rule: string; readonly message: string };

type Report = {
  readonly diagnostics: readonly { readonly message: string; readonly code?: string; readonly filename: string }[];
};

const manifests: Files = {
  "package.json": JSON.stringify({ type: "module" }),
  "apps/api/package.json": JSON.stringify({ dependencies: { hono: "1", postgres: "1", "drizzle-orm": "1" } }),
  "apps/web/package.json": JSON.stringify({ dependencies: { react: "1" } }),
};

const write = async (folder: string, files: Files): Promise<void> => {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
};

/** Lints an imagined checkout with the project's own configuration, so that the wiring is proved with the rules. */
export const lint = async (files: Files): Promise<readonly Finding[]> => {
  const folder = await mkdtemp(join(tmpdir(), "handrail-lint-"));
  try {
    await write(folder, { ...manifests, ...files });
    await writeFile(join(folder, ".oxlintrc.json"), await readFile(join(root, ".oxlintrc.json"), "utf8"));
    // The linter looks for its type-aware half in the node_modules of the folder it is started in.
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    for (const name of await readdir(join(root, "lint-rules")))
      if (name.endsWith(".js")) await cp(join(root, "lint-rules", name), join(folder, "lint-rules", name));
    // The linter leaves with 1 when it finds something, and its report is on stdout either way.
    const bin = join(root, "node_modules/oxlint/bin/oxlint");
    const { stdout } = await run(process.execPath, [bin, "--format=json", "apps", "packages"], { cwd: folder }).catch(
      (failure: { stdout: string }) => failure,
    );
    const report = JSON.parse(stdout) as Report;
    return report.diagnostics.map(({ code = "", filename, message }) => ({ file: filename, rule: code, message }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
