import { rawStatement } from "@handrail/db/statement";
import type { Channel, OpenedMessage, OpenMessageInput } from "@handrail/domain/communications/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import type { CommandContext } from "../../kernel/command.ts";
import { no } from "../../kernel/refused.ts";
import { read } from "../../kernel/scope.ts";
import { recordReveal } from "../privacy/record-reveal.ts";
import type { MessageVault } from "./message-vault.ts";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;
const messageId = sql`${sql.placeholder("messageId")}::uuid`;

interface Kept {
  readonly studentId: string;
  readonly channel: Channel;
  readonly contentRef: string | null;
}

const keptMessage = rawStatement<{ messageId: string }, Kept>()(sql`
  select student_id as "studentId", channel, content_ref as "contentRef" from communication_log
   where tenant_id = ${tenant} and id = ${messageId}`);

interface OpenFacts {
  readonly studentId: string;
  readonly contextId: string;
  readonly isRelated: boolean;
  readonly consentId: string | null;
  readonly isRecorded: boolean;
}

/** The message's student, with the consent that opening its words rests on. Who reads the mailbox does so by duty. */
const openFacts = rawStatement<{ messageId: string }, OpenFacts>()(sql`
  with school as materialized (
    select (now() at time zone app.zone_of(id))::date as day from tenants where id = ${tenant})
  select l.student_id as "studentId", l.id as "contextId", true as "isRelated",
    (select c.id from consents c
      where c.tenant_id = l.tenant_id and c.student_id = l.student_id and c.status = 'active' and c.starts_at <= now()
        and (c.expires_at is null or c.expires_at > now()) and 'identity.contact' = any (c.scope)
      order by c.starts_at desc, c.id limit 1) as "consentId",
    exists (select 1 from reveals r join reveal_subjects s on s.tenant_id = r.tenant_id and s.reveal_id = r.id, school
             where r.tenant_id = l.tenant_id and r.user_id = ${person} and r.purpose = 'letter' and r.context_id = l.id
               and r.day = school.day and s.student_id = l.student_id) as "isRecorded"
    from communication_log l where l.tenant_id = ${tenant} and l.id = ${messageId}`);

/** The words of a message, recorded as a reveal before they leave. */
export const openMessage = async (
  { scope, wake, words }: CommandContext & { readonly words: MessageVault },
  input: z.infer<typeof OpenMessageInput>,
): Promise<OpenedMessage> => {
  const { decided, isNew } = await recordReveal(scope, {
    purpose: "letter",
    list: input.messageId,
    facts: openFacts(input),
  });
  if (isNew) wake();
  if (decided[0] === undefined) throw no("NOT_FOUND", "This message does not exist, or you have no access to it.");
  if (decided[0].verdict !== "shown")
    throw no("NOT_ALLOWED", "The family no longer agrees to be contacted, so the text cannot be opened.");
  const { rows } = await read(scope, keptMessage(input));
  const [kept] = rows[0];
  const found =
    kept === undefined || kept.contentRef === null
      ? null
      : await words.open(scope.tokenHash, kept.studentId, kept.contentRef);
  if (kept === undefined || found === null)
    throw no("NOT_FOUND", "This message has not been written yet, or was erased.");
  return { messageId: input.messageId, channel: kept.channel, ...found };
};
