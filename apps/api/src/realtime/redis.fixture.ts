import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not to be run: the search goes on.
  }
};

/** The path of a redis-server on this machine, or undefined. HANDRAIL_REDIS has the last word. */
export const findRedis = (): string | undefined => {
  const named = process.env["HANDRAIL_REDIS"];
  if (named !== undefined && named !== "") return isProgram(named) ? named : undefined;
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/bin", "/opt/homebrew/bin"];
  return folders.map((folder) => join(folder, "redis-server")).find(isProgram);
};

export interface RedisServer {
  readonly url: string;
  /** As a crash: nothing is kept. */
  kill(): Promise<void>;
  /** At the same place again. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

/** A Redis of its own, without persistence. */
export const startRedis = async (): Promise<RedisServer> => {
  const program = findRedis();
  if (program === undefined) throw new Error("There is no redis-server on this machine.");
  const folder = await mkdtemp(join(tmpdir(), "handrail-redis-"));
  const port = await freePort();
  const launch = async () => {
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes("Ready to accept connections")) return child;
    throw new Error("Redis did not start.");
  };
  let child = await launch();
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start: async () => {
      child = await launch();
    },
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
