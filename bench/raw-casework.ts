import { createHash } from "node:crypto";

import type postgres from "postgres";
import { v7 as newId } from "uuid";

import { earlierAnswer, insertAudit, insertOutbox, keepAnswer } from "../apps/api/src/kernel/record.ts";
import { countRows, overdueCount, recurringQuery } from "../apps/api/src/modules/casework/case-counts.ts";
import {
  activeCaseForChange,
  activeCaseWork,
  caseForChange,
  caseWork,
  studentForCase,
} from "../apps/api/src/modules/casework/case-facts.ts";
import { insertCase, insertEntry, updateCase } from "../apps/api/src/modules/casework/case-writes.ts";
import { writeCounters } from "../apps/api/src/modules/casework/counters.ts";
import { caseListQuery } from "../apps/api/src/modules/casework/list-cases.ts";
import { studentCaseRows, studentEntryRows } from "../apps/api/src/modules/casework/student-cases.ts";
import type { Bound } from "../packages/db/src/statement.ts";
import { ListCasesInput, RecurringInput } from "../packages/domain/src/casework/case-schema.ts";

/**
 * The floor: the same SQL in the same round trips, straight through the driver, with the rows built by hand. No schema, no
 * policy, no rules, no mapping of the answers.
 */
const beginText = "select * from app.begin($1)";
const begin = (connection: postgres.ReservedSql, tokenHash: Buffer) =>
  connection.unsafe(beginText, [tokenHash as never], { prepare: true }).execute();

const inOneTrip = async (pool: postgres.Sql, tokenHash: Buffer, queries: readonly Bound<unknown>[]) => {
  const connection = await pool.reserve();
  try {
    const [, , ...rest] = await Promise.all([
      connection.unsafe("begin read only").execute(),
      begin(connection, tokenHash),
      ...queries.map((query) => query(connection)),
      connection.unsafe("commit").execute(),
    ]);
    return rest;
  } finally {
    connection.release();
  }
};

const list = caseListQuery(ListCasesInput.parse({ status: "active" }));
const recurring = recurringQuery(RecurringInput.parse({}));

/** The reads, by the name of their procedure. */
export const rawReads: Readonly<Record<string, (studentId: string) => readonly Bound<unknown>[]>> = {
  list: () => [list.statement(list.values)],
  stats: () => [countRows.all({}), overdueCount.all({})],
  recurring: () => [recurring.statement(recurring.values)],
  ofStudent: (studentId) => [studentCaseRows({ studentId }), studentEntryRows({ studentId })],
};

export const rawRead = (pool: postgres.Sql, tokenHash: Buffer, queries: readonly Bound<unknown>[]) =>
  inOneTrip(pool, tokenHash, queries);

interface Write {
  readonly procedure: string;
  readonly facts: readonly Bound<unknown>[];
  readonly writes: (facts: readonly (readonly unknown[])[]) => { writes: Bound<unknown>[]; caseId: string };
}

const rawCommand = async (pool: postgres.Sql, tokenHash: Buffer, { procedure, facts, writes }: Write) => {
  const connection = await pool.reserve();
  try {
    const key = { procedure, key: newId() };
    const [, , ...found] = await Promise.all([
      connection.unsafe("begin").execute(),
      begin(connection, tokenHash),
      ...facts.map((query) => query(connection)),
      earlierAnswer(key)(connection),
    ]);
    const { writes: wanted, caseId } = writes(found);
    const event = {
      id: newId(),
      name: "CaseUpdated",
      aggregate_type: "case",
      aggregate_id: caseId,
      version: 1,
      payload: { caseId },
    };
    const line = {
      id: newId(),
      action: "CaseUpdated",
      entity_type: "case",
      entity_id: caseId,
      subject_id: null,
      before: {},
      after: {},
    };
    const requestHash = createHash("sha256").update(caseId).digest();
    await Promise.all([
      ...wanted.map((write) => write(connection)),
      insertOutbox({ rows: JSON.stringify([event]) })(connection),
      insertAudit({ rows: JSON.stringify([line]), requestId: "bench", ipHash: null })(connection),
      keepAnswer({ ...key, requestHash, response: JSON.stringify({ caseId }) })(connection),
      connection.unsafe("commit").execute(),
    ]);
    return { caseId };
  } finally {
    connection.release();
  }
};

const words = "Said so, and was noticed.";
const day = new Date().toISOString().slice(0, 10);

export const rawCreate = (
  pool: postgres.Sql,
  tokenHash: Buffer,
  asked: { studentId: string; rootCause: string; by: string },
) =>
  rawCommand(pool, tokenHash, {
    procedure: "casework.recordMeeting",
    facts: [studentForCase(asked), activeCaseForChange(asked), activeCaseWork(asked)],
    writes: () => {
      const caseId = newId();
      const { studentId, rootCause, by } = asked;
      const writes = [
        insertCase({
          row: JSON.stringify({
            id: caseId,
            student_id: studentId,
            root_cause: rootCause,
            urgency: "low",
            status: "open",
            last_contact_on: day,
            meetings: 1,
            restricted_meetings: 0,
            created_by: by,
            version: 1,
          }),
        }),
        insertEntry({
          row: JSON.stringify({
            id: newId(),
            case_id: caseId,
            student_id: studentId,
            kind: "meeting",
            number: 1,
            meeting_date: day,
            absence_reason: words,
            intervention_notes: words,
            action_plan: words,
            is_restricted: false,
            created_by: by,
            created_at: new Date().toISOString(),
            case_version: 1,
          }),
        }),
      ];
      writeCounters({ write: (bound) => void writes.push(bound as (typeof writes)[number]) }, null, {
        studentId,
        status: "open",
        urgency: "low",
        rootCause: rootCause as "other",
        followUpDate: null,
        meetings: 1,
        people: [by],
      });
      return { writes, caseId };
    },
  });

interface HeldCase {
  readonly studentId: string;
  readonly rootCause: string;
  readonly urgency: string;
  readonly status: string;
  readonly lastContactOn: string;
  readonly meetings: number;
  readonly version: number;
}

export const rawUpdate = (pool: postgres.Sql, tokenHash: Buffer, { caseId, by }: { caseId: string; by: string }) =>
  rawCommand(pool, tokenHash, {
    procedure: "casework.addUpdate",
    facts: [caseForChange({ caseId }), caseWork({ caseId })],
    writes: ([cases, works]) => {
      const [held] = (cases ?? []) as HeldCase[];
      const [work] = (works ?? []) as { lastNumber: number }[];
      if (held === undefined || work === undefined) throw new Error("No such case");
      const version = held.version + 1;
      return {
        caseId,
        writes: [
          updateCase({
            row: JSON.stringify({
              id: caseId,
              root_cause: held.rootCause,
              urgency: held.urgency,
              status: held.status,
              last_contact_on: held.lastContactOn,
              meetings: held.meetings,
              restricted_meetings: 0,
              version,
            }),
          }),
          insertEntry({
            row: JSON.stringify({
              id: newId(),
              case_id: caseId,
              student_id: held.studentId,
              kind: "update",
              number: work.lastNumber + 1,
              update_text: words,
              is_restricted: false,
              created_by: by,
              created_at: new Date().toISOString(),
              case_version: version,
              case_before: {},
            }),
          }),
        ],
      };
    },
  });
