import { rawStatement } from "@handrail/db/statement";
import type { CsvValue } from "@handrail/domain/kernel/csv";
import type { ExportFile, ExportFormat } from "@handrail/domain/kernel/export-schema";
import type { StudentId } from "@handrail/domain/kernel/ids";
import { ListExported } from "@handrail/domain/privacy/events";
import { mostExportedRows, mostNamesAtOnce, type ExportedList } from "@handrail/domain/privacy/schema";
import { sql } from "drizzle-orm";

import { command, done, type CommandContext } from "../../kernel/command.ts";
import { fileOf } from "../../kernel/export-file.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { read } from "../../kernel/scope.ts";
import { revealStudents } from "./reveal-names.ts";
import type { VaultDesk } from "./vault.ts";

export type ExportContext = CommandContext & { readonly vault: VaultDesk };

/** Every page of a list, by the list's own query: the file has the rows that the screen has. */
export const allPages = async <R, N>(
  page: (after: N | null) => Promise<{ readonly rows: readonly R[]; readonly next: N | null }>,
): Promise<R[]> => {
  const rows: R[] = [];
  let after: N | null = null;
  do {
    const found: { readonly rows: readonly R[]; readonly next: N | null } = await page(after);
    rows.push(...found.rows);
    after = found.next;
    if (rows.length > mostExportedRows)
      throw no("INVALID_INPUT", `This list has more than ${mostExportedRows} rows. Filter it first, then save it.`);
  } while (after !== null);
  return rows;
};

const schoolNow = rawStatement<object, { readonly today: string; readonly zone: string }>()(sql`
  select (now() at time zone app.zone_of(id))::date::text as today, app.zone_of(id) as zone from tenants
   where id = (select app.tenant_id())`);

/** Full names, for those students whom this person may see by name; recorded as shown. Others stay codes. */
const namesOf = async (context: ExportContext, studentIds: readonly StudentId[]): Promise<Map<string, string>> => {
  const asked = [...new Set(studentIds)];
  const names = new Map<string, string>();
  for (let from = 0; from < asked.length; from += mostNamesAtOnce) {
    const chunk = asked.slice(from, from + mostNamesAtOnce);
    const found = await revealStudents(context, { purpose: "work", studentIds: chunk });
    for (const { studentId, fullName } of found.names) names.set(studentId, fullName);
  }
  return names;
};

export interface ListToExport<R> {
  readonly list: ExportedList;
  readonly mutationId: string;
  readonly format: ExportFormat;
  /** What the list was narrowed to, without typed words: those may hold a name. */
  readonly filter: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly rows: readonly R[];
  readonly idOf: (row: R) => string;
  /** Whose names belong to a row; left out: codes alone. */
  readonly studentOf?: (row: R) => StudentId;
  readonly head: readonly string[];
  readonly cells: (row: R, known: { readonly name: string | null; readonly zone: string }) => readonly CsvValue[];
}

/** A list as a file. Who took which rows along is recorded before it leaves; the file is kept nowhere. */
export const exportList = async <R>(context: ExportContext, asked: ListToExport<R>): Promise<ExportFile> => {
  const { list, mutationId, format, rows, studentOf, idOf } = asked;
  const { rows: found } = await read(context.scope, schoolNow({}));
  const { today = "", zone = "UTC" } = found[0][0] ?? {};
  const names = studentOf === undefined ? null : await namesOf(context, rows.map(studentOf));
  const record = command({
    name: "privacy.exportList",
    facts: (_input: { mutationId: string; list: ExportedList; format: ExportFormat }) => [],
    decide: (tx, input) =>
      done(null, [
        emit(ListExported, {
          aggregateId: input.mutationId,
          version: 1,
          payload: { list, by: tx.actor.userId },
          audit: [
            {
              entityType: "list",
              entityId: input.mutationId,
              before: null,
              after: { list, exported: format, withNames: names !== null, filter: asked.filter, rows: rows.map(idOf) },
            },
          ],
        }),
      ]),
  });
  // A file without rows tells of nobody.
  if (rows.length > 0) await record(context, { mutationId, list, format });
  const body = rows.map((row) =>
    asked.cells(row, { name: studentOf === undefined ? null : (names?.get(studentOf(row)) ?? null), zone }),
  );
  return fileOf(`${list.replaceAll("_", "-")}-${today}`, format, [asked.head, ...body]);
};
