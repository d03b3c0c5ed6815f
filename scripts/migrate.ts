import { join, resolve } from "node:path";

import { prepareDatabase } from "./prepare-database.ts";

const dataDir = resolve(process.env["HANDRAIL_DATA_DIR"] ?? join(import.meta.dirname, "../.data"));

const flag = "--set-passwords";
const unknown = process.argv.slice(2).find((argument) => argument !== flag);

const migrate = async () => {
  if (unknown !== undefined) throw new Error(`${unknown} is not understood. There is ${flag}.`);
  process.env["HANDRAIL_DEMO"] = "off";
  return prepareDatabase(dataDir, { setPasswords: process.argv.includes(flag) });
};

migrate()
  .then((database) => database.stop())
  .then(
    () => process.stdout.write("The database is up to date.\n"),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
