import { rawStatement } from "@handrail/db/statement";
import { isToldOf, mentionsIn } from "@handrail/domain/notifications/mentions";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";

import { task } from "../../jobs/task.ts";
import { done, nothingToDo } from "../../kernel/command.ts";
import { mentionPeople } from "../casework/mention-people.ts";
import { notifyPeople } from "./notify-people.ts";

const about = { tenantId: z.uuid(), caseId: z.uuid(), studentId: z.uuid(), by: z.uuid() };

/** Whoever is asked to take a case on finds it in the inbox. */
export const tellEscalation = task(
  "notifications.tell-escalation",
  z.object({ ...about, toUserId: z.uuid() }),
  async ({ tenantId, caseId, studentId, by, toUserId }, { inTenant }) => {
    await inTenant(tenantId, (tx) =>
      done(undefined, [
        notifyPeople(tx, {
          type: "case_escalated",
          subjectKind: "case",
          subjectId: caseId,
          studentId,
          actorId: by,
          recipientIds: [toUserId],
        }),
      ]),
    );
  },
);

/** Who asked this person last to take the case on. */
const askerOf = rawStatement<{ caseId: string; by: string }, { id: string }>()(sql`
  select l.from_user_id as id from case_escalations l
    join users u on u.tenant_id = l.tenant_id and u.id = l.from_user_id and u.status = 'active' and u.deleted_at is null
   where l.tenant_id = (select app.tenant_id()) and l.case_id = ${sql.placeholder("caseId")}::uuid
     and l.to_user_id = ${sql.placeholder("by")}::uuid
   order by l.created_at desc limit 1`);

/** Whoever asked a colleague to take a case on finds the answer in the inbox. */
export const tellAnswer = task(
  "notifications.tell-answer",
  z.object({ ...about, isTaken: z.boolean() }),
  async ({ tenantId, caseId, studentId, by, isTaken }, { inTenant }) => {
    await inTenant(tenantId, async (tx) => {
      const [[asker]] = await tx.facts(askerOf({ caseId, by }));
      if (asker === undefined || asker.id === by) return nothingToDo(undefined);
      const type = isTaken ? "escalation_taken" : "escalation_declined";
      const notice = { type, subjectKind: "case", subjectId: caseId, studentId, actorId: by } as const;
      return done(undefined, [notifyPeople(tx, { ...notice, recipientIds: [asker.id] })]);
    });
  },
);

interface EntryWords {
  readonly words: string;
  readonly isRestricted: boolean;
}

const entryWords = rawStatement<{ entryId: string }, EntryWords>()(sql`
  select concat_ws(' ', absence_reason, intervention_notes, action_plan, update_text) as words, is_restricted as "isRestricted"
    from case_entries
   where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("entryId")}::uuid and withdrawn_at is null`);

/** Whoever is mentioned with `@` in an entry, and may read it, finds it in the inbox. */
export const tellMentions = task(
  "notifications.tell-mentions",
  z.object({ ...about, entryId: z.uuid() }),
  async ({ tenantId, caseId, studentId, entryId, by }, { inTenant }) => {
    await inTenant(tenantId, async (tx) => {
      const [[entry], people] = await tx.facts(entryWords({ entryId }), mentionPeople({ caseId }));
      // Taken back meanwhile: nobody is sent to look for it.
      if (entry === undefined) return nothingToDo(undefined);
      const told = people.filter((one) => one.id !== by && isToldOf(one, entry)).map(({ id }) => id as string);
      const mentioned = new Set(mentionsIn(entry.words, people).flatMap(({ ids }) => ids));
      const recipientIds = told.filter((id) => mentioned.has(id));
      if (recipientIds.length === 0) return nothingToDo(undefined);
      const notice = { type: "mention", subjectKind: "case", subjectId: caseId, studentId, actorId: by } as const;
      return done(undefined, [notifyPeople(tx, { ...notice, recipientIds })]);
    });
  },
);
