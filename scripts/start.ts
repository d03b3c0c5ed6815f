import { spawn, spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";

import { urlOf } from "../packages/db/src/roles.ts";
import { stopOrder } from "./launch-tree.ts";
import { prepareDatabase } from "./prepare-database.ts";

const root = resolve(import.meta.dirname, "..");
const dataDir = resolve(process.env["HANDRAIL_DATA_DIR"] ?? join(root, ".data"));
const port = process.env["PORT"] ?? "3000";
const host = process.env["HOST"] ?? "127.0.0.1";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const demoAccounts = `
  Demo accounts (password for all: alder-street-demo)
    facilitator   okafor@alder.example      facilitator   ito@alder.example
    coordinator   reyes@alder.example       form master   park@alder.example
    clinician     sen@alder.example         admissions    novak@alder.example
    administrator haddad@alder.example      owner         lindqvist@alder.example
    Cedar Music School: owner bell@cedar.example, teacher moreau@cedar.example
`;

const main = async (): Promise<void> => {
  const order = stopOrder();
  say("Building (only what has changed)");
  const build = spawnSync(
    "pnpm",
    ["exec", "turbo", "run", "build", "--filter=@handrail/api", "--filter=@handrail/web", "--output-logs=errors-only"],
    { cwd: root, stdio: "inherit" },
  );
  if (build.status !== 0) process.exit(build.status ?? 1);
  await mkdir(dataDir, { recursive: true });
  say("Preparing the database");
  const database = await prepareDatabase(dataDir);
  if (order.aborted) return database.stop();
  // The server gets the four roles that own nothing; the administrator's URL stays here.
  const env: NodeJS.ProcessEnv = {
    API_DATABASE_URL: urlOf(database.adminUrl, "handrail_api"),
    WORKER_DATABASE_URL: urlOf(database.adminUrl, "handrail_worker"),
    AUTH_DATABASE_URL: urlOf(database.adminUrl, "handrail_auth"),
    VAULT_DATABASE_URL: urlOf(database.adminUrl, "handrail_vault"),
    LOG_LEVEL: "warn",
    ...process.env,
    NODE_ENV: "production",
    PORT: port,
    HOST: host,
    HANDRAIL_DATA_DIR: dataDir,
    HANDRAIL_WEB_DIR: join(root, "apps/web/dist"),
  };
  delete env["DATABASE_URL"];
  const server = spawn(process.execPath, [join(root, "apps/api/dist/main.js")], {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    // A Ctrl-C reaches the whole terminal; the order of stopping is decided here.
    detached: true,
  });
  order.addEventListener("abort", () => server.kill("SIGTERM"));
  server.on("message", () => {
    say(
      `\n  Handrail is ready: ${process.env["PUBLIC_URL"] ?? `http://${host === "0.0.0.0" ? "localhost" : host}:${port}`}`,
    );
    if (database.hasDemo) say(demoAccounts);
    say("  Stop with Ctrl-C.");
  });
  server.on("exit", (code) => {
    database.stop().then(
      () => process.exit(order.aborted ? 0 : (code ?? 1)),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
