import { join, resolve } from "node:path";

import { prepareDatabase } from "./prepare-database.ts";

const dataDir = resolve(process.env["HANDRAIL_DATA_DIR"] ?? join(import.meta.dirname, "../.data"));

process.env["HANDRAIL_DEMO"] = "off";
prepareDatabase(dataDir)
  .then((database) => database.stop())
  .then(
    () => process.stdout.write("The database is up to date.\n"),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
