import { spawn } from "node:child_process";

import type { Account } from "./account.ts";

/** Nothing of the caller's environment: PGDATA, PGPORT or PGOPTIONS there would change what the programs do. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  LC_ALL: "C", // messages are compared, and one language in the log
  ...(process.platform === "win32" ? { SystemRoot: process.env["SystemRoot"], TEMP: process.env["TEMP"] } : {}),
});

export const spawnOptions = (folder: string | undefined, account: Account | undefined) => ({
  cwd: folder, // for initdb and postgres one that the account can enter
  env: environment(),
  windowsHide: true,
  ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
});

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder?: string;
  readonly account?: Account | undefined;
}

/** Runs a program to its end and returns what it printed; an exit code other than 0 is an error. */
export const run = (command: Command): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command.program, command.args, {
      ...spawnOptions(command.folder, command.account),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command.program} ended with ${code ?? signal}: ${output.trim()}`));
    });
  });
