import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

import { removeEmbedded } from "@handrail/db/embedded/remove";
import { startEmbedded, type EmbeddedPostgres } from "@handrail/db/embedded/start";
import { migrateDatabase } from "@handrail/db/migrate";
import { demoPassword, seedDemo } from "@handrail/db/seed/demo";
import { loadKeyring } from "@handrail/db/vault/keyring";
import { createTRPCClient, httpLink } from "@trpc/client";
import { inject } from "vitest";

import { hashPassword } from "../modules/access/password.ts";
import type { AppRouter } from "../router.ts";
import type { Client } from "./school.fixture.ts";

/** A product in processes of its own, which can be killed: a durable database server, and the API before it. */
export interface Victim {
  readonly url: string;
  readonly adminUrl: () => string;
  readonly counts: { apiKills: number; databaseKills: number; apiStarts: number; movedPorts: number };
  readonly killApi: () => Promise<void>;
  readonly killDatabase: () => Promise<void>;
  /** The cookie of a person of the demo's first school. */
  readonly signIn: (name: string) => Promise<string>;
  readonly client: (cookie: string) => Client;
  readonly end: () => Promise<void>;
}

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const main = fileURLToPath(new URL("../main.ts", import.meta.url));

const freePort = async (): Promise<number> => {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
};

export const startVictim = async (): Promise<Victim> => {
  const folder = await mkdtemp(join(tmpdir(), "handrail-faults-"));
  const dataDir = join(folder, "database");
  const keyringFile = join(folder, "keyring.json");
  await copyFile(inject("keyringFile"), keyringFile);
  const open = (): Promise<EmbeddedPostgres> => startEmbedded({ dataDir, durable: true });
  let database = await open();
  const servers = [database];
  await migrateDatabase(database.url);
  const keyring = await loadKeyring(keyringFile);
  await seedDemo(database.url, { now: new Date().toISOString(), keyring, hashPassword });

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const counts = { apiKills: 0, databaseKills: 0, apiStarts: 0, movedPorts: 0 };
  const lines: string[] = [];
  let isEnding = false;
  let child: ChildProcess | undefined;
  let isListening = false;

  /** As a service manager does: whatever ends is started again, until the test is over. */
  const run = async (): Promise<void> => {
    while (!isEnding) {
      counts.apiStarts += 1;
      const env = {
        ...process.env,
        PORT: String(port),
        HANDRAIL_DATA_DIR: folder,
        DATABASE_URL: database.url,
        LOG_LEVEL: "warn",
        CALLS_PER_PERSON: "1000000000",
      };
      child = spawn(process.execPath, ["--import", loader, main], { env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (text: Buffer) => lines.push(...text.toString().trimEnd().split("\n")));
      child.on("message", () => (isListening = true));
      await once(child, "exit");
      isListening = false;
      if (!isEnding) await delay(50);
    }
  };
  const running = run();
  const untilListening = async (): Promise<void> => {
    const started = performance.now();
    while (!isListening) {
      if (performance.now() - started > 60_000)
        throw new Error(`The API does not start:\n${lines.slice(-20).join("\n")}`);
      await delay(10);
    }
  };
  await untilListening();

  return {
    url,
    adminUrl: () => database.url,
    counts,
    killApi: async () => {
      counts.apiKills += 1;
      child?.kill("SIGKILL");
      isListening = false;
      await untilListening();
    },
    killDatabase: async () => {
      counts.databaseKills += 1;
      const { pid, url: before } = database;
      process.kill(pid, "SIGKILL");
      database = await open();
      servers.push(database);
      if (database.url === before) return;
      // Somebody took the port meanwhile: the API is told the new one, which means a start.
      counts.movedPorts += 1;
      child?.kill("SIGKILL");
      isListening = false;
      await untilListening();
    },
    signIn: async (name) => {
      const answer = await fetch(`${url}/trpc/access.signIn`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: `${name}@alder.example`, password: demoPassword }),
      });
      const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
      if (cookie === undefined) throw new Error(`Sign-in answered ${answer.status}`);
      return cookie;
    },
    client: (cookie) => {
      // A server that is gone may leave a connection that never answers.
      const send = (input: URL | string, init?: unknown) =>
        fetch(input, { ...(init as RequestInit), signal: AbortSignal.timeout(5_000) });
      const link = httpLink({ url: `${url}/trpc`, methodOverride: "POST", headers: { cookie }, fetch: send });
      return createTRPCClient<AppRouter>({ links: [link] });
    },
    end: async () => {
      isEnding = true;
      child?.kill("SIGKILL");
      await running;
      for (const server of servers) await server.stop();
      await removeEmbedded(dataDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
};
