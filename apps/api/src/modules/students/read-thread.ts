import { rawStatement } from "@handrail/db/statement";
import { canSeeStudent } from "@handrail/domain/students/policy";
import { Lane, type Thread, type ThreadEntry, type ThreadInput } from "@handrail/domain/students/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { rights, school, studentTies } from "./queries.ts";
import { seenCases, sources } from "./thread-sources.ts";

interface Page {
  studentId: string;
  lanes: string;
  beforeAt: string | null;
  beforeId: string | null;
  until: string | null;
  limit: number;
}

type Row = Omit<ThreadEntry, "at"> & { readonly at: string };

const beforeAt = sql`${sql.placeholder("beforeAt")}::timestamptz`;
const until = sql`${sql.placeholder("until")}::date`;
const limit = sql`${sql.placeholder("limit")}::int`;

/** Each source gives its latest alone, so a page costs the same however long a student has been here. */
const latest = sources.map(
  ({ lane, rows }) => sql`(
    select ${lane}::text as lane, source.* from (${rows}) source, school
     where ${sql.placeholder("lanes")}::text[] @> array[${lane}::text]
       and (${beforeAt} is null or (source.at, source.id) < (${beforeAt}, ${sql.placeholder("beforeId")}::uuid))
       and (${until} is null or source.at < (${until} + 1)::timestamp at time zone school.zone)
     order by source.at desc, source.id desc limit ${limit})`,
);

export const threadRows = rawStatement<Page, Row>()(sql`
  with ${school}, ${rights}, ${seenCases},
  entries as (${sql.join(latest, sql` union all `)})
  select e.id, e.lane, e.kind, e.at::text as at, (e.at at time zone school.zone)::date::text as day, e.who, e.title, e.status,
    e.text, e.value, e.is_restricted as "isRestricted", e.is_withdrawn as "isWithdrawn", e.session_id as "sessionId",
    e.intervention_id as "interventionId", e.case_id as "caseId"
    from entries e, school order by e.at desc, e.id desc limit ${limit}`);

const usual = 100;

/** A student's story, newest first: one page of it, in one round trip. */
export const readThread = async (scope: Scope, input: z.infer<typeof ThreadInput>): Promise<Thread> => {
  const { studentId, lanes = Lane.options, before, until: day = null, limit: most = usual } = input;
  const { actor, rows } = await read(
    scope,
    studentTies({ studentId }),
    threadRows({
      studentId,
      lanes: `{${lanes.join(",")}}`,
      beforeAt: before?.at ?? null,
      beforeId: before?.id ?? null,
      until: day,
      limit: most + 1,
    }),
  );
  insist(canSeeStudent(actor, rows[0][0]));
  const found = rows[1].slice(0, most).map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  const last = rows[1].length > most ? found.at(-1) : undefined;
  return { entries: found, next: last === undefined ? null : { at: last.at, id: last.id } };
};
