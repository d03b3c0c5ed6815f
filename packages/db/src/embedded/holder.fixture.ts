/** A process of its own that holds a server, for tests to kill. Speaks JSON lines; ends on a line of input. */
import { createInterface } from "node:readline";

import { preparePackage } from "./binaries.ts";
import { startEmbedded, type EmbeddedOptions } from "./start.ts";

export interface HolderTask {
  readonly start?: EmbeddedOptions;
  readonly prepare?: string;
}

const say = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

const main = async (): Promise<void> => {
  const task = JSON.parse(process.argv[2] ?? "{}") as HolderTask;
  if (task.prepare !== undefined) say({ bin: await preparePackage(task.prepare, undefined) });
  if (task.start === undefined) return;
  const server = await startEmbedded(task.start);
  process.on("SIGINT", () => say({ interrupted: true }));
  say({ url: server.url, pid: server.pid, port: server.port });
  for await (const _line of createInterface({ input: process.stdin })) break;
  await server.stop();
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say({ error: String(error) });
    process.exit(1);
  },
);
