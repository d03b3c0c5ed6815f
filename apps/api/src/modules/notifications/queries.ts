import { rawStatement } from "@handrail/db/statement";
import { typesOf } from "@handrail/domain/notifications/rules";
import type { Inbox, InboxCount, InboxInput, InboxLine } from "@handrail/domain/notifications/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import { isStillTrue } from "./still-true.ts";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

interface Page {
  /** As an array literal; null: all kinds. */
  readonly types: string | null;
  readonly afterAt: string | null;
  readonly afterId: string | null;
  readonly count: number;
}

type LineRow = Omit<InboxLine, "createdAt"> & { readonly createdAt: string };

const school = sql`school as materialized (
  select (now() at time zone app.zone_of(id))::date as day, app.zone_of(id) as zone from tenants where id = ${tenant})`;

const isOpen = sql`n.tenant_id = ${tenant} and n.recipient_id = ${person} and n.done_at is null and n.gone_at is null
  and (n.snoozed_until is null or n.snoozed_until <= school.day) and ${isStillTrue}`;

/** A person's open lines, newest first. What they are about is looked up by key, line by line of one page. */
export const inboxLines = rawStatement<Page, LineRow>()(sql`
  with ${school}, page as (
    select n.* from notifications n, school
     where ${isOpen} and (${sql.placeholder("types")}::text[] is null or n.type = any (${sql.placeholder("types")}::text[]))
       and (${sql.placeholder("afterAt")}::timestamptz is null
         or (n.created_at, n.id) < (${sql.placeholder("afterAt")}::timestamptz, ${sql.placeholder("afterId")}::uuid))
     order by n.created_at desc, n.id desc limit ${sql.placeholder("count")})
  select p.id, p.type, p.subject_kind as "subjectKind", p.subject_id as "subjectId", p.student_id as "studentId",
    st.display_code as "displayCode", coalesce(i.name, c.root_cause, si.name) as about, u.name as actor,
    case when p.type in ('follow_up_due', 'follow_up_overdue') then c.follow_up_date
      when p.type = 'roster_unmarked' then (s.start_time at time zone school.zone)::date end::text as "dueOn",
    p.created_at as "createdAt", p.read_at is not null as "isRead", p.version
    from page p cross join school
    join notification_events ev on ev.tenant_id = p.tenant_id and ev.id = p.event_id
    left join users u on u.tenant_id = ev.tenant_id and u.id = ev.actor_id
    left join students st on st.tenant_id = p.tenant_id and st.id = p.student_id
    left join interventions i on p.subject_kind = 'intervention' and i.tenant_id = p.tenant_id and i.id = p.subject_id
    left join cases c on p.subject_kind = 'case' and c.tenant_id = p.tenant_id and c.id = p.subject_id
    left join sessions s on p.subject_kind = 'session' and s.tenant_id = p.tenant_id and s.id = p.subject_id
    left join interventions si on si.tenant_id = s.tenant_id and si.id = s.intervention_id
   order by p.created_at desc, p.id desc`);

export const inboxCount = rawStatement<object, z.infer<typeof InboxCount>>()(sql`
  with ${school}
  select count(*)::int as open, count(*) filter (where n.read_at is null)::int as unread
    from notifications n, school where ${isOpen}`);

const pageSize = 50;

export const readInbox = async (scope: Scope, input: z.infer<typeof InboxInput>): Promise<Inbox> => {
  const types = typesOf(input.tab);
  const page: Page = {
    types: types === null ? null : `{${types.join(",")}}`,
    afterAt: input.after?.createdAt ?? null,
    afterId: input.after?.id ?? null,
    count: pageSize + 1,
  };
  const { rows } = await read(scope, inboxLines(page), inboxCount({}));
  const [lines, [count]] = rows;
  return {
    lines: lines.slice(0, pageSize).map((line) => ({ ...line, createdAt: new Date(line.createdAt).toISOString() })),
    hasMore: lines.length > pageSize,
    open: count?.open ?? 0,
    asOf: new Date().toISOString(),
  };
};

export const countInbox = async (scope: Scope): Promise<z.infer<typeof InboxCount>> => {
  const { rows } = await read(scope, inboxCount({}));
  return rows[0][0] ?? { open: 0, unread: 0 };
};
