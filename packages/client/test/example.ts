import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";

export interface Script {
  readonly child: ChildProcess;
  read(): string;
}

interface ExampleOptions {
  /** The project that holds the compiled example. */
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** The example as someone outside runs it: compiled against the packed package, in plain Node. */
export const runExample = ({ folder, settings }: ExampleOptions): Script => {
  const child = spawn(process.execPath, [join(folder, "out/follow-roster.js")], {
    cwd: folder,
    env: { PATH: process.env["PATH"], ...settings },
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { child, read: () => text };
};

export const ended = async ({ child }: Script): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};
