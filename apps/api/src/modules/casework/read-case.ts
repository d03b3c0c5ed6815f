import { rawStatement } from "@handrail/db/statement";
import type { Case } from "@handrail/domain/casework/case-schema";
import { isActive } from "@handrail/domain/casework/machine";
import { canChangeCase, canSeeCase, canWithdrawCase, isOnCase } from "@handrail/domain/casework/policy";
import type { Staff } from "@handrail/domain/casework/schema";
import type { CaseId, UserId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import { sql } from "drizzle-orm";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { caseColumns, caseJoins, me, rowOf, tenant, type RawCase } from "./case-rows.ts";
import { entriesOf, entryColumns, entryJoins, type RawEntry } from "./entry-rows.ts";

const caseId = sql`${sql.placeholder("caseId")}::uuid`;

interface HeadRow extends RawCase {
  readonly resolutionNotes: string | null;
  readonly closedAt: string | null;
  readonly isOnTeam: boolean;
  readonly today: Day;
  readonly zone: string;
}

export const caseHead = rawStatement<{ caseId: string }, HeadRow>()(sql`
  with ${me}
  select ${caseColumns}, c.resolution_notes as "resolutionNotes", c.closed_at as "closedAt",
    exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = (select app.user_id())) as "isOnTeam",
    me.today::text as today, me.zone
    from me, cases c ${caseJoins}
   where c.tenant_id = ${tenant} and c.id = ${caseId} and c.deleted_at is null`);

export const caseEntryRows = rawStatement<{ caseId: string }, RawEntry>()(sql`
  select ${entryColumns} from case_entries e ${entryJoins}
   where e.tenant_id = ${tenant} and e.case_id = ${caseId} order by e.number`);

interface RawAction extends Omit<Case["actions"][number], "owner" | "done"> {
  readonly ownerId: UserId;
  readonly ownerName: string;
  readonly doneAt: string | null;
  readonly doneBy: UserId | null;
  readonly doer: string | null;
}

export const caseActionRows = rawStatement<{ caseId: string }, RawAction>()(sql`
  select k.id, k.entry_id as "entryId", k.what, k.owner_id as "ownerId", o.name as "ownerName", k.due_on::text as "dueOn",
    k.intervention_id as "interventionId", k.enrollment_id as "enrollmentId", k.done_at as "doneAt", k.done_by as "doneBy",
    d.name as doer, k.version
    from case_actions k
    join users o on o.tenant_id = k.tenant_id and o.id = k.owner_id
    left join users d on d.tenant_id = k.tenant_id and d.id = k.done_by
   where k.tenant_id = ${tenant} and k.case_id = ${caseId} order by k.created_at, k.id`);

interface RawEscalation {
  readonly id: string;
  readonly fromId: UserId;
  readonly fromName: string;
  readonly toId: UserId;
  readonly toName: string;
  readonly reason: string;
  readonly at: string;
  readonly takenAt: string | null;
  readonly declinedAt: string | null;
  readonly declinedReason: string | null;
}

export const caseEscalationRows = rawStatement<{ caseId: string }, RawEscalation>()(sql`
  select l.id, f.id as "fromId", f.name as "fromName", t.id as "toId", t.name as "toName", l.reason, l.created_at as at,
    l.taken_at as "takenAt", l.declined_at as "declinedAt", l.declined_reason as "declinedReason"
    from case_escalations l
    join users f on f.tenant_id = l.tenant_id and f.id = l.from_user_id
    join users t on t.tenant_id = l.tenant_id and t.id = l.to_user_id
   where l.tenant_id = ${tenant} and l.case_id = ${caseId} order by l.created_at, l.id`);

export const caseTeamRows = rawStatement<{ caseId: string }, Staff>()(sql`
  select u.id, u.name from case_team t join users u on u.tenant_id = t.tenant_id and u.id = t.user_id
   where t.tenant_id = ${tenant} and t.case_id = ${caseId} order by u.name, u.id`);

const teamOf = (head: HeadRow, members: readonly Staff[]): Case["team"] => [
  { id: head.createdBy, name: head.creator, part: "opened" },
  ...(head.escalatedTo === null || head.escalatedTo === head.createdBy
    ? []
    : [{ id: head.escalatedTo, name: head.escalated ?? "", part: "escalated" as const }]),
  ...members
    .filter(({ id }) => id !== head.createdBy && id !== head.escalatedTo)
    .map((one) => ({ ...one, part: "team" as const })),
];

/** A case with everything that happened in it, in one round trip. */
export const readCase = async (scope: Scope, input: { caseId: CaseId }): Promise<Case> => {
  const { actor, rows } = await read(
    scope,
    caseHead(input),
    caseEntryRows(input),
    caseActionRows(input),
    caseEscalationRows(input),
    caseTeamRows(input),
  );
  const [[head], rawEntries, actions, escalations, members] = rows;
  insist(canSeeCase(actor, head));
  if (head === undefined) throw no("NOT_FOUND", "This case does not exist, or you have no access to it.");
  const isOnTeam = isOnCase(actor, head);
  const entries = entriesOf(rawEntries, { actor, ties: head, version: head.version, now: new Date().toISOString() });
  const known = new Set(entries.map(({ id }) => id));
  // Notes that closed the case in a restricted update are that update's words.
  const closed = rawEntries.findLast(({ statusTo }) => statusTo === "closed");
  const mayKnowWhy = closed === undefined || known.has(closed.id);
  const asked = escalations.findLast(({ toId }) => toId === actor.userId);
  return {
    case: {
      ...rowOf(head, head.today),
      resolutionNotes: mayKnowWhy ? head.resolutionNotes : null,
      closedAt: head.closedAt === null ? null : new Date(head.closedAt).toISOString(),
    },
    entries,
    actions: actions
      .filter(({ entryId }) => known.has(entryId))
      .map(({ ownerId, ownerName, doneAt, doneBy, doer, ...action }) => ({
        ...action,
        owner: { id: ownerId, name: ownerName },
        done:
          doneAt === null || doneBy === null
            ? null
            : { by: { id: doneBy, name: doer ?? "" }, at: new Date(doneAt).toISOString() },
      })),
    escalations: escalations.map(
      ({ id, fromId, fromName, toId, toName, reason, at, takenAt, declinedAt, declinedReason }) => ({
        id,
        from: { id: fromId, name: fromName },
        to: { id: toId, name: toName },
        reason,
        at: new Date(at).toISOString(),
        takenAt: takenAt === null ? null : new Date(takenAt).toISOString(),
        declined: declinedAt === null ? null : { at: new Date(declinedAt).toISOString(), reason: declinedReason ?? "" },
      }),
    ),
    team: teamOf(head, members),
    today: head.today,
    zone: head.zone,
    isOnTeam,
    mayChange: canChangeCase(actor, head).allowed,
    mayWithdraw: canWithdrawCase(actor, head).allowed,
    mayTakeOn:
      isActive(head.status) &&
      head.escalatedTo === actor.userId &&
      asked?.takenAt === null &&
      asked.declinedAt === null,
  };
};
