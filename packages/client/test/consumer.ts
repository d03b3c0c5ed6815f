import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import process from "node:process";

const home = resolve(import.meta.dirname, "..");
const workspace = resolve(home, "../..");

interface Finished {
  readonly code: number | null;
  readonly text: string;
}

export const run = (command: readonly [string, ...string[]], cwd: string): Finished => {
  const [file, ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd,
    encoding: "utf8",
    // Packing must not install anything into the workspace that runs this test.
    env: { ...process.env, npm_config_verify_deps_before_run: "false" },
  });
  if (error !== undefined) throw error;
  return { code: status, text: `${stdout}${stderr}` };
};

const manifestOf = (folder: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;

/** The running pnpm where a script of pnpm runs this test, else the one the workspace names. */
const pnpm = (): [string, ...string[]] => {
  const running = process.env["npm_execpath"];
  if (running !== undefined && /pnpm[^/\\]*$/.test(running)) return [process.execPath, running];
  return ["npx", "-y", "--prefer-offline", String(manifestOf(workspace)["packageManager"])];
};

export interface Consumer {
  readonly folder: string;
  /** Where the package lies once it is installed. */
  readonly installed: string;
  readonly tarballBytes: number;
  readonly manifest: Record<string, unknown>;
  compile(project: string): Finished;
  remove(): void;
}

/**
 * A project outside the workspace with the packed package in it. The package is laid out as pnpm would: its own
 * dependencies, as its manifest names them, are within its reach alone; the project itself reaches nothing else.
 */
export const createConsumer = (): Consumer => {
  // The real path: a compiler follows links, and must not meet the project under two names.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "handrail-consumer-")));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    return fill(folder, remove);
  } catch (error) {
    remove();
    throw error;
  }
};

const fill = (folder: string, remove: () => void): Consumer => {
  const packed = run([...pnpm(), "pack", "--pack-destination", folder], home);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (packed.code !== 0 || tarball === undefined) throw new Error(`pnpm pack failed:\n${packed.text}`);

  const modules = join(folder, "node_modules");
  const installed = join(modules, "@handrail/client");
  mkdirSync(installed, { recursive: true });
  const unpacked = run(["tar", "-xzf", join(folder, tarball), "--strip-components=1", "-C", installed], folder);
  if (unpacked.code !== 0) throw new Error(`The tarball cannot be read:\n${unpacked.text}`);

  const manifest = manifestOf(installed);
  for (const name of Object.keys((manifest["dependencies"] ?? {}) as Record<string, string>))
    link(join(home, "node_modules", name), join(installed, "node_modules", name));
  link(join(workspace, "node_modules/@types/node"), join(modules, "@types/node"));

  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  cpSync(join(home, "test/consumer"), join(folder, "src"), { recursive: true });
  cpSync(join(installed, "examples"), join(folder, "src"), { recursive: true });
  const options = {
    target: "ES2023",
    lib: ["ES2023"],
    types: ["node"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
  };
  const project = (name: string, compilerOptions: object): void =>
    writeFileSync(
      join(folder, name),
      JSON.stringify({ compilerOptions: { ...options, ...compilerOptions }, include: ["src"] }),
    );
  project("node.json", { module: "NodeNext", outDir: "out", rootDir: "src" });
  project("bundler.json", { module: "ESNext", moduleResolution: "bundler", lib: ["ES2023", "DOM"], noEmit: true });

  return {
    folder,
    installed,
    tarballBytes: readFileSync(join(folder, tarball)).length,
    manifest,
    compile: (name) => run([process.execPath, join(home, "node_modules/typescript/bin/tsc"), "-p", name], folder),
    remove,
  };
};

const link = (target: string, path: string): void => {
  if (!existsSync(target)) throw new Error(`${target} is not installed`);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(target), path, "junction");
};
