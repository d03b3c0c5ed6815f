import { rawStatement } from "@handrail/db/statement";
import { NotificationSettled } from "@handrail/domain/notifications/events";
import type { NotificationType } from "@handrail/domain/notifications/schema";
import { sql } from "drizzle-orm";

import { done, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";

export interface HeldLine {
  readonly id: string;
  readonly type: NotificationType;
  readonly version: number;
  readonly readAt: string | null;
  readonly doneAt: string | null;
  readonly snoozedUntil: string | null;
  /** The school's day. */
  readonly today: string;
}

/** A line of the person's own inbox, locked. Other people's do not exist for them. */
export const lineForChange = rawStatement<{ notificationId: string }, HeldLine>()(sql`
  select n.id, n.type, n.version, n.read_at as "readAt", n.done_at as "doneAt", n.snoozed_until::text as "snoozedUntil",
    (select (now() at time zone app.zone_of(id))::date::text from tenants where id = n.tenant_id) as today
    from notifications n
   where n.tenant_id = (select app.tenant_id()) and n.recipient_id = (select app.user_id())
     and n.id = ${sql.placeholder("notificationId")}::uuid for update`);

type State = Pick<HeldLine, "readAt" | "doneAt" | "snoozedUntil">;

const writeLine = rawStatement<State & { id: string; version: number }>()(sql`
  update notifications set read_at = ${sql.placeholder("readAt")}::timestamptz, done_at = ${sql.placeholder("doneAt")}::timestamptz,
      snoozed_until = ${sql.placeholder("snoozedUntil")}::date, version = ${sql.placeholder("version")}, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${sql.placeholder("id")}::uuid`);

/** The line as it is from now on, with its event. */
export const settled = (tx: Tx, line: HeldLine, next: State) => {
  const { id, version: before } = line;
  const version = before + 1;
  tx.write(writeLine({ ...next, id, version }));
  const state = ({ readAt, doneAt, snoozedUntil }: State) => ({ readAt, doneAt, snoozedUntil });
  return done({ notificationId: id, version }, [
    emit(NotificationSettled, {
      aggregateId: id,
      version,
      payload: { userId: tx.actor.userId, notificationId: id, version },
      audit: [{ entityType: "notification", entityId: id, before: state(line), after: state(next) }],
    }),
  ]);
};
