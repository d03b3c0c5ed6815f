import { rawStatement } from "@handrail/db/statement";
import { mentionsIn } from "@handrail/domain/notifications/rules";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";

import { task } from "../../jobs/task.ts";
import { done, nothingToDo } from "../../kernel/command.ts";
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

interface EntryWords {
  readonly words: string;
  readonly isRestricted: boolean;
}

const entryWords = rawStatement<{ entryId: string }, EntryWords>()(sql`
  select concat_ws(' ', absence_reason, intervention_notes, action_plan, update_text) as words, is_restricted as "isRestricted"
    from case_entries
   where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("entryId")}::uuid and withdrawn_at is null`);

interface Reader {
  readonly id: string;
  readonly name: string;
  readonly isOnCase: boolean;
}

/** Active staff who may see the case: its team, and whoever may read all of them. */
const readersOfCase = rawStatement<{ caseId: string }, Reader>()(sql`
  with subject as materialized (
    select * from cases where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("caseId")}::uuid and deleted_at is null),
  team as materialized (
    select created_by as id from subject union select escalated_to from subject where escalated_to is not null
    union select t.user_id from case_team t join subject c on c.tenant_id = t.tenant_id and c.id = t.case_id),
  readers as materialized (
    select ur.user_id as id from user_roles ur
      join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id and p.permission = 'cases.read_all'
     where ur.tenant_id = (select app.tenant_id()) and exists (select 1 from subject))
  select u.id, u.name, u.id in (select id from team) as "isOnCase" from users u
   where u.tenant_id = (select app.tenant_id()) and u.status = 'active' and u.deleted_at is null
     and (u.id in (select id from team) or u.id in (select id from readers))
   order by u.id`);

/** Whoever is mentioned with `@` in an entry, and may read it, finds it in the inbox. */
export const tellMentions = task(
  "notifications.tell-mentions",
  z.object({ ...about, entryId: z.uuid() }),
  async ({ tenantId, caseId, studentId, entryId, by }, { inTenant }) => {
    await inTenant(tenantId, async (tx) => {
      const [[entry], readers] = await tx.facts(entryWords({ entryId }), readersOfCase({ caseId }));
      // Taken back meanwhile: nobody is sent to look for it.
      if (entry === undefined) return nothingToDo(undefined);
      const allowed = readers.filter(({ id, isOnCase }) => id !== by && (isOnCase || !entry.isRestricted));
      const recipientIds = mentionsIn(entry.words, allowed);
      if (recipientIds.length === 0) return nothingToDo(undefined);
      const notice = { type: "mention", subjectKind: "case", subjectId: caseId, studentId, actorId: by } as const;
      return done(undefined, [notifyPeople(tx, { ...notice, recipientIds })]);
    });
  },
);
