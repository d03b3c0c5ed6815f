import postgres from "postgres";

import { countRows, differences } from "./count-rows.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const usage =
  "Set DATABASE_URL to the database that was dumped, and RESTORED_DATABASE_URL to the one it was restored into; both as a role that row-level security does not hold.";

const countsOf = async (url: string): Promise<ReadonlyMap<string, number>> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { application_name: "handrail-verify" } });
  try {
    return await countRows(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
};

/** Compares the rows of every table of a database with those of its restored dump. The exit code says whether all are there. */
const main = async (): Promise<void> => {
  const [source = "", restored = ""] = [process.env["DATABASE_URL"], process.env["RESTORED_DATABASE_URL"]];
  if (source === "" || restored === "") throw new Error(usage);
  const [expected, found] = [await countsOf(source), await countsOf(restored)];
  if (expected.size === 0) throw new Error("DATABASE_URL names a database without tables.");
  const wrong = differences(expected, found);
  for (const line of wrong) say(`DIFFERS  ${line}`);
  const rows = [...expected.values()].reduce((sum, count) => sum + count, 0);
  say(
    wrong.length === 0 ? `All ${expected.size} tables hold the same ${rows} rows.` : `${wrong.length} tables differ.`,
  );
  if (wrong.length > 0) process.exitCode = 1;
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
