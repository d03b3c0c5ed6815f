import { rawStatement, type Bound } from "@handrail/db/statement";
import { CommunicationChanged, CommunicationSent } from "@handrail/domain/communications/events";
import type { MessageStatus } from "@handrail/domain/communications/schema";
import type { EventPayload } from "@handrail/domain/events";
import { sql } from "drizzle-orm";

import { emit, type EventRecord } from "../../kernel/record.ts";
import type { MessageFacts } from "./queries.ts";

export type MessagePayload = EventPayload<"CommunicationChanged">;
type About = Pick<MessageFacts, "id" | "studentId" | "interventionId" | "caseId" | "channel">;

/** Ids and a status; what a message is not about is left out. */
export const payloadOf = (message: About, now: { status: MessageStatus; version: number }): MessagePayload => ({
  messageId: message.id as MessagePayload["messageId"],
  studentId: message.studentId as MessagePayload["studentId"],
  ...(message.interventionId === null
    ? {}
    : { interventionId: message.interventionId as NonNullable<MessagePayload["interventionId"]> }),
  ...(message.caseId === null ? {} : { caseId: message.caseId as NonNullable<MessagePayload["caseId"]> }),
  channel: message.channel,
  ...now,
});

interface Change {
  readonly status: MessageStatus;
  readonly reason?: string;
  readonly contentRef?: string;
  /** Another try at handing it over has begun. */
  readonly isAttempt?: boolean;
  /** Somebody sends it once more: it goes into the queue as a new one does. */
  readonly isSentAgain?: boolean;
}

const update = rawStatement<{
  id: string;
  status: MessageStatus;
  reason: string | null;
  contentRef: string | null;
  isAttempt: boolean;
}>()(sql`
  update communication_log l set status = ${sql.placeholder("status")}, status_reason = ${sql.placeholder("reason")}::text,
    content_ref = coalesce(${sql.placeholder("contentRef")}::uuid, l.content_ref),
    attempts = l.attempts + ${sql.placeholder("isAttempt")}::boolean::int, version = l.version + 1, updated_at = now(),
    sent_at = case when ${sql.placeholder("status")} in ('sent', 'delivered') then coalesce(l.sent_at, now()) else l.sent_at end,
    delivered_at = case when ${sql.placeholder("status")} = 'delivered' then now() else l.delivered_at end
   where l.tenant_id = (select app.tenant_id()) and l.id = ${sql.placeholder("id")}::uuid`);

/** A message's new state: the row, its event and its audit line. */
export const changeOf = (message: MessageFacts, change: Change): { write: Bound<unknown>; event: EventRecord } => {
  const version = message.version + 1;
  const { status, reason = null, contentRef = null, isAttempt = false } = change;
  return {
    write: update({ id: message.id, status, reason, contentRef, isAttempt }),
    event: emit(change.isSentAgain === true ? CommunicationSent : CommunicationChanged, {
      aggregateId: message.id,
      version,
      payload: payloadOf(message, { status, version }),
      audit: [
        {
          entityType: "message",
          entityId: message.id,
          subjectId: message.studentId,
          before: { status: message.status },
          after: { status, reason },
        },
      ],
    }),
  };
};

/** What was handed over, and to whom: one line per message, under the message's own id. */
export const keepHandover = rawStatement<{ id: string; provider: string; body: string; status: MessageStatus }>()(sql`
  insert into messages (tenant_id, id, log_id, direction, redacted_body, provider_id, status)
  values ((select app.tenant_id()), ${sql.placeholder("id")}::uuid, ${sql.placeholder("id")}::uuid, 'outbound',
    ${sql.placeholder("body")}, ${sql.placeholder("provider")}, ${sql.placeholder("status")})
  on conflict (tenant_id, id) do update set provider_id = excluded.provider_id, status = excluded.status, updated_at = now()`);

/** Whose message it is at the provider: nobody's, it lies in the mailbox of this server. */
export const mailbox = "mailbox";
