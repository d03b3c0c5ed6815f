import type { Catalogue, Finding } from "./catalogue.ts";
import { erasureFindings } from "./erasure.ts";
import { auditFindings, functionFindings } from "./functions.ts";
import { keyFindings } from "./keys.ts";
import { nameFindings } from "./names.ts";
import { policyFindings } from "./policies.ts";
import { queueFindings } from "./queue.ts";
import { referenceFindings } from "./references.ts";
import { rightFindings } from "./rights.ts";
import { readTables, strayFindings, tableFindings } from "./tables.ts";

export interface CatalogueReport {
  /** Every table that was walked, by schema and name. */
  readonly tables: readonly string[];
  readonly findings: readonly Finding[];
}

/** Walks the system catalogue for anything that would let a row out of its tenant. Reads only. */
export const inspectCatalogue = async (sql: Catalogue): Promise<CatalogueReport> => {
  const tables = await readTables(sql);
  const findings = [
    ...tableFindings(tables),
    ...(await strayFindings(sql)),
    ...(await policyFindings(sql, tables)),
    ...(await keyFindings(sql)),
    ...(await referenceFindings(sql)),
    ...(await queueFindings(sql)),
    ...(await rightFindings(sql)),
    ...(await functionFindings(sql)),
    ...(await nameFindings(sql)),
    ...(await auditFindings(sql)),
    ...(await erasureFindings(sql)),
  ];
  return { tables: tables.map(({ name }) => name), findings };
};

/** The faults alone, one line each; a database as the migrations leave it has none. */
export const catalogueFaults = async (sql: Catalogue): Promise<string[]> =>
  (await inspectCatalogue(sql)).findings.map(({ about, fault }) => `${about} ${fault}`);
