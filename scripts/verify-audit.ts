import { join } from "node:path";
import { parseArgs } from "node:util";

import { verifyAudit } from "../apps/api/src/audit/verify.ts";
import { openPool } from "../packages/db/src/client.ts";
import { startEmbedded } from "../packages/db/src/embedded/start.ts";
import { urlOf } from "../packages/db/src/roles.ts";

const usage = `Checks that nobody has changed the audit log.

  npx tsx scripts/verify-audit.ts [--data <folder>] [--anchors <file>]

DATABASE_URL names the database (as an administrator); without it the bundled one in the data folder is used.
Ends with 0 when all is as it was written, with 1 when something is not.
`;

const run = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { data: { type: "string" }, anchors: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(usage);
    return 0;
  }
  const dataDir = values.data ?? process.env["HANDRAIL_DATA_DIR"] ?? join(import.meta.dirname, "../.data");
  const given = process.env["DATABASE_URL"] ?? "";
  const embedded = given === "" ? await startEmbedded({ dataDir: join(dataDir, "postgres") }) : undefined;
  const pool = openPool({
    url: urlOf(embedded?.url ?? given, "handrail_worker"),
    name: "handrail-verify-audit",
    max: 1,
  });
  try {
    const report = await verifyAudit(pool, values.anchors ?? join(dataDir, "audit-anchors.log"));
    for (const { tenantId, seq, problem } of report.findings)
      process.stdout.write(`${tenantId ?? "anchor file"}${seq === null ? "" : ` at ${seq}`}: ${problem}\n`);
    process.stdout.write(
      `${report.rows} entries of ${report.tenants} tenants, ${report.unsealed} not sealed yet, ${report.anchors} anchors: ` +
        `${report.findings.length === 0 ? "all as it was written" : `${report.findings.length} problems`}\n`,
    );
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    await pool.end({ timeout: 5 });
    await embedded?.stop();
  }
};

process.exitCode = await run();
