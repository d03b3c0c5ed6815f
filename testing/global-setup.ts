import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { TestProject } from "vitest/node";

import { removeEmbedded } from "../packages/db/src/embedded/remove.ts";
import { startEmbedded } from "../packages/db/src/embedded/start.ts";
import { buildApps } from "./build-apps.ts";
import { makeTemplates } from "./templates.ts";

const prefix = "handrail-test-";

/** A run that was killed leaves its server running: end it, and remove what it held. */
const sweep = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    try {
      // A run beside this one may have created its folder and not yet its lock.
      const { birthtimeMs } = await stat(join(tmpdir(), name));
      if (Date.now() - birthtimeMs > 60_000) await removeEmbedded(join(tmpdir(), name));
    } catch {
      // Another account's folder, or one that went meanwhile: neither may stop this run.
    }
  }
};

const provideDatabases = async (project: TestProject, adminUrl: string): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "handrail-keyring-"));
  const keyringFile = join(folder, "keyring.json");
  const now = new Date().toISOString();
  const templates = await makeTemplates(adminUrl, { now, keyringFile });
  project.provide("adminUrl", adminUrl);
  project.provide("template", templates.template);
  project.provide("demoTemplate", templates.demoTemplate);
  project.provide("demoNow", now);
  project.provide("keyringFile", keyringFile);
  return async () => {
    await templates.drop();
    await rm(folder, { recursive: true, force: true });
  };
};

/** Projects that open the web app in a browser, weigh its build, or start the built server. */
const usesBuild = ["@handrail/web", "scripts"];
/** Projects of pure code. */
const isPure = ["@handrail/domain", "@handrail/ui", "lint-rules"];

/** Runs once for all selected projects; the tests read what it provides with `inject(...)`. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  project.provide("scale", Number(process.env["HANDRAIL_PROOF_SCALE"] ?? "1"));
  const selected = project.vitest.projects.map(({ name }) => name);
  if (selected.some((name) => usesBuild.includes(name))) buildApps();
  if (selected.every((name) => isPure.includes(name))) return async () => undefined;
  const given = process.env["DATABASE_URL"];
  if (given !== undefined && given !== "") return provideDatabases(project, given);
  await sweep();
  const dataDir = join(tmpdir(), `${prefix}${randomUUID()}`);
  const server = await startEmbedded({ dataDir, durable: false });
  const removeDatabases = await provideDatabases(project, server.url);
  return async () => {
    await removeDatabases();
    await server.stop();
    await removeEmbedded(dataDir);
  };
};
