import { rawStatement } from "@handrail/db/statement";
import type { ListMessagesInput, MessageRow, Messages } from "@handrail/domain/communications/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import { ownStudents, rights, school } from "../students/queries.ts";
import { mailbox } from "./message-writes.ts";

const tenant = sql`(select app.tenant_id())`;
const limit = 50;

interface Filter {
  status: string | null;
  channel: string | null;
  studentId: string | null;
  inMailbox: boolean;
  mailbox: string;
  beforeAt: string | null;
  beforeId: string | null;
  limit: number;
}

type Row = Omit<MessageRow, "createdAt" | "sentAt" | "deliveredAt"> & {
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
};

/** The newest first, of students whom this person works with. */
export const messageRows = rawStatement<Filter, Row>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents})
  select l.id, l.student_id as "studentId", st.display_code as "displayCode", g.relationship, l.channel, t.name as template,
    l.status, l.status_reason as reason, l.attempts, u.name as "by", l.created_at as "createdAt", l.sent_at as "sentAt",
    l.delivered_at as "deliveredAt", coalesce(m.provider_id = ${sql.placeholder("mailbox")}::text, false) as "inMailbox", l.version
    from communication_log l
    cross join rights
    join students st on st.tenant_id = l.tenant_id and st.id = l.student_id and st.deleted_at is null
    join communication_templates t on t.tenant_id = l.tenant_id and t.id = l.template_id
    join users u on u.tenant_id = l.tenant_id and u.id = l.actor
    left join student_guardians g on g.tenant_id = l.tenant_id and g.id = l.guardian_id
    left join messages m on m.tenant_id = l.tenant_id and m.id = l.id
   where l.tenant_id = ${tenant}
     and (rights.sees_all or l.student_id in (select student_id from related))
     and (${sql.placeholder("status")}::text is null or l.status = ${sql.placeholder("status")}::text)
     and (${sql.placeholder("channel")}::text is null or l.channel = ${sql.placeholder("channel")}::text)
     and (${sql.placeholder("studentId")}::uuid is null or l.student_id = ${sql.placeholder("studentId")}::uuid)
     and (not ${sql.placeholder("inMailbox")}::boolean or m.provider_id = ${sql.placeholder("mailbox")}::text)
     and (${sql.placeholder("beforeAt")}::timestamptz is null
       or (l.created_at, l.id) < (${sql.placeholder("beforeAt")}::timestamptz, ${sql.placeholder("beforeId")}::uuid))
   order by l.created_at desc, l.id desc limit ${sql.placeholder("limit")}::int`);

const moment = (at: string): string => new Date(at).toISOString();

export const listMessages = async (scope: Scope, input: z.infer<typeof ListMessagesInput>): Promise<Messages> => {
  const { rows } = await read(
    scope,
    messageRows({
      status: input.status ?? null,
      channel: input.channel ?? null,
      studentId: input.studentId ?? null,
      inMailbox: input.inMailbox ?? false,
      mailbox,
      beforeAt: input.cursor?.createdAt ?? null,
      beforeId: input.cursor?.id ?? null,
      limit: limit + 1,
    }),
  );
  const found = rows[0].slice(0, limit).map((row) => ({
    ...row,
    createdAt: moment(row.createdAt),
    sentAt: row.sentAt === null ? null : moment(row.sentAt),
    deliveredAt: row.deliveredAt === null ? null : moment(row.deliveredAt),
  }));
  const last = found.at(-1);
  return {
    rows: found,
    next: rows[0].length > limit && last !== undefined ? { createdAt: last.createdAt, id: last.id } : null,
  };
};
