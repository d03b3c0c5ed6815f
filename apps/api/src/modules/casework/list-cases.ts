import { rawStatement, type Statement } from "@handrail/db/statement";
import type { CaseList, CaseSort, ListCasesInput } from "@handrail/domain/casework/case-schema";
import type { Day } from "@handrail/domain/kernel/time";
import { sql, type SQL } from "drizzle-orm";

import { read, type Scope } from "../../kernel/scope.ts";
import { arrayOf } from "./case-facts.ts";
import { tiersOf } from "./case-order.ts";
import { caseColumns, caseJoins, me, person, rowOf, tenant, type RawCase } from "./case-rows.ts";
import { cursorOf, placeOf } from "./cursor.ts";

interface Values {
  readonly status: string | null;
  readonly urgency: string | null;
  readonly rootCause: string | null;
  readonly studentId: string | null;
  readonly studentIds: string | null;
  readonly afterDay: Day | null;
  readonly afterId: string | null;
}

type ListRow = RawCase & { readonly tier: number; readonly sortDay: Day };
type ListStatement = Statement<Values, ListRow>;

/**
 * What is asked for: each shape is a statement of its own and keeps a plan of its own. Scope and limit are part of it and no
 * values: a value that a plan depends on would have Postgres plan anew with every request.
 */
interface Shape {
  readonly mine: boolean;
  readonly isLong: boolean;
  readonly status: "any" | "active" | "one";
  readonly urgency: boolean;
  readonly rootCause: boolean;
  readonly student: boolean;
  readonly students: boolean;
  readonly due: "overdue" | "today" | "week" | undefined;
  readonly sort: CaseSort;
  /** The group that the page before ended in; null: the first page. */
  readonly fromTier: number | null;
}

const dueOf = {
  overdue: sql`c.follow_up_date < (select today from me)`,
  today: sql`c.follow_up_date = (select today from me)`,
  week: sql`c.follow_up_date between (select today from me) and (select today from me) + 6`,
} as const;

const listStatement = (shape: Shape): ListStatement => {
  const filters: SQL[] = [sql`c.tenant_id = ${tenant}`, sql`c.deleted_at is null`];
  if (shape.status === "active" || shape.due !== undefined) filters.push(sql`c.status <> 'closed'`);
  if (shape.status === "one") filters.push(sql`c.status = ${sql.placeholder("status")}`);
  if (shape.urgency) filters.push(sql`c.urgency = ${sql.placeholder("urgency")}`);
  if (shape.rootCause) filters.push(sql`c.root_cause = ${sql.placeholder("rootCause")}`);
  if (shape.student) filters.push(sql`c.student_id = ${sql.placeholder("studentId")}::uuid`);
  if (shape.students) filters.push(sql`c.student_id = any (${sql.placeholder("studentIds")}::uuid[])`);
  if (shape.due !== undefined) filters.push(sql`c.follow_up_date is not null`, dueOf[shape.due]);
  const where = sql.join(filters, sql` and `);
  // One more than a page tells whether there is more.
  const limit = shape.isLong ? sql`limit 101` : sql`limit 51`;
  const own = shape.mine ? sql`true` : sql`not (select reads_all from me)`;
  const after = (day: SQL): SQL =>
    sql`(${day}, c.id) > (${sql.placeholder("afterDay")}::date, ${sql.placeholder("afterId")}::uuid)`;
  const branches = tiersOf[shape.sort].flatMap((tier, place): SQL[] => {
    // Earlier groups were shown already.
    if (shape.fromTier !== null && place < shape.fromTier) return [];
    const day = shape.sort === "contact" && shape.due !== undefined ? sql`c.follow_up_date` : tier.day;
    const rest = sql`${where} and ${tier.where} and ${place === shape.fromTier ? after(day) : sql`true`}`;
    const places = (from: SQL, tie: SQL): SQL =>
      sql`(select ${place}::int as tier, ${day} as day, c.id from ${from} where ${rest} and ${tie} order by ${day}, c.id ${limit})`;
    return [
      places(sql`cases c`, sql`${own} and c.created_by = ${person}`),
      places(sql`cases c`, sql`${own} and c.escalated_to = ${person}`),
      places(
        sql`case_team t join cases c on c.tenant_id = t.tenant_id and c.id = t.case_id`,
        sql`${own} and t.tenant_id = ${tenant} and t.user_id = ${person}`,
      ),
      // A branch that does not apply is not run: its condition is known before it begins.
      ...(shape.mine ? [] : [places(sql`cases c`, sql`(select reads_all from me)`)]),
    ];
  });
  return rawStatement<Values, ListRow>()(sql`
    with ${me}, places as (
      ${sql.join(branches, sql` union `)}
    ), page as (select tier, day, id from places order by tier, day, id ${limit})
    select page.tier, page.day::text as "sortDay", ${caseColumns} from page
      join cases c on c.tenant_id = ${tenant} and c.id = page.id ${caseJoins}
     order by page.tier, page.day, page.id`);
};

const statements = new Map<string, ListStatement>();

const statementFor = (shape: Shape): ListStatement => {
  const key = JSON.stringify(shape);
  const made = statements.get(key) ?? listStatement(shape);
  statements.set(key, made);
  return made;
};

/** The statement of a list and its values. */
export const caseListQuery = (input: ListCasesInput): { statement: ListStatement; values: Values } => {
  const { status, due, sort } = input;
  const isPlain = sort === "contact";
  const after = input.cursor === undefined ? null : placeOf(input.cursor, isPlain ? "day" : "tier");
  const tier = after === null ? null : isPlain ? 0 : Number(after.sort.slice(0, 1));
  return {
    statement: statementFor({
      mine: input.scope === "mine",
      isLong: input.limit > 50,
      status: status === undefined ? "any" : status === "active" ? "active" : "one",
      urgency: input.urgency !== undefined,
      rootCause: input.rootCause !== undefined,
      student: input.studentId !== undefined,
      students: input.studentIds !== undefined,
      due,
      sort,
      fromTier: tier,
    }),
    values: {
      status: status ?? null,
      urgency: input.urgency ?? null,
      rootCause: input.rootCause ?? null,
      studentId: input.studentId ?? null,
      studentIds: input.studentIds === undefined ? null : arrayOf(input.studentIds),
      afterDay: after === null ? null : after.sort.slice(isPlain ? 0 : 2),
      afterId: after?.id ?? null,
    },
  };
};

const head = rawStatement<object, { today: Day; readsAll: boolean }>()(
  sql`with ${me} select today::text as today, reads_all as "readsAll" from me`,
);

export const listCases = async (scope: Scope, input: ListCasesInput): Promise<CaseList> => {
  const { statement, values } = caseListQuery(input);
  const { rows } = await read(scope, head({}), statement(values));
  const [[asker], found] = rows;
  if (asker === undefined) throw new Error("A signed-in person without a tenant");
  const shown = found.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    covers: asker.readsAll && input.scope === "all" ? "school" : "mine",
    today: asker.today,
    cases: shown.map((raw) => rowOf(raw, asker.today)),
    next:
      found.length > input.limit && last !== undefined
        ? cursorOf({ sort: input.sort === "contact" ? last.sortDay : `${last.tier}~${last.sortDay}`, id: last.id })
        : null,
  };
};
