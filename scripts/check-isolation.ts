import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import postgres from "postgres";

import { inspectCatalogue } from "../packages/db/src/catalogue/faults.ts";
import { startEmbedded } from "../packages/db/src/embedded/start.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** DATABASE_URL, or the bundled database of the data folder, whether it runs now or not. */
const openDatabase = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined && given !== "") return { url: given, stop: async () => undefined };
  const folder = join(resolve(process.env["HANDRAIL_DATA_DIR"] ?? join(import.meta.dirname, "../.data")), "postgres");
  if (!existsSync(folder))
    throw new Error("There is no database here: set DATABASE_URL, or HANDRAIL_DATA_DIR, or start Handrail once.");
  const embedded = await startEmbedded({ dataDir: folder });
  return { url: embedded.url, stop: () => embedded.stop() };
};

/** Prints every table with its verdict, then everything else that was found. The exit code says whether all is well. */
const main = async (): Promise<void> => {
  const database = await openDatabase();
  const sql = postgres(database.url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "handrail-check" },
  });
  try {
    const { tables, findings } = await inspectCatalogue(sql);
    if (tables.length === 0) throw new Error("This database holds no tables of Handrail.");
    for (const table of tables) {
      const faults = findings.filter(({ about }) => about === table);
      say(`${faults.length === 0 ? "holds " : "FAULT "} ${table}`);
      for (const { fault } of faults) say(`         ${fault}`);
    }
    const others = findings.filter(({ about }) => !tables.includes(about));
    for (const { about, fault } of others) say(`FAULT  ${about} ${fault}`);
    say(findings.length === 0 ? `\nAll ${tables.length} tables are held apart.` : `\n${findings.length} faults.`);
    if (findings.length > 0) process.exitCode = 1;
  } finally {
    await sql.end({ timeout: 5 });
    await database.stop();
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
