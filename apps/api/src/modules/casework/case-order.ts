import type { CaseSort } from "@handrail/domain/casework/case-schema";
import { CaseStatus, RootCause } from "@handrail/domain/casework/schema";
import { sql, type SQL } from "drizzle-orm";

/** One group of a sorted list: what belongs to it, and the day that sorts within it. */
export interface Tier {
  readonly where: SQL;
  readonly day: SQL;
}

const contact = sql`c.last_contact_on`;
const followUp = sql`c.follow_up_date`;
const isActive = sql`c.status <> 'closed'`;
const isOverdue = sql`${isActive} and c.follow_up_date < (select today from me)`;
const notOverdue = sql`${isActive} and (c.follow_up_date is null or c.follow_up_date >= (select today from me))`;
const byContact = (where: SQL): Tier => ({ where, day: contact });

/** The groups of each order, first things first; each has an index that gives its rows in order, however many there are. */
export const tiersOf: Readonly<Record<CaseSort, readonly Tier[]>> = {
  contact: [byContact(sql`true`)],
  attention: [
    { where: isOverdue, day: followUp },
    byContact(sql`${notOverdue} and c.status = 'escalated'`),
    byContact(sql`${notOverdue} and c.status = 'not_improving'`),
    byContact(sql`${notOverdue} and c.status not in ('escalated', 'not_improving') and c.urgency = 'high'`),
    byContact(sql`${notOverdue} and c.status not in ('escalated', 'not_improving') and c.urgency <> 'high'`),
    byContact(sql`c.status = 'closed'`),
  ],
  followUp: [
    { where: sql`${isActive} and c.follow_up_date is not null`, day: followUp },
    byContact(sql`${isActive} and c.follow_up_date is null`),
    byContact(sql`c.status = 'closed'`),
  ],
  status: CaseStatus.options.map((status) => byContact(sql`c.status = ${status}::text`)),
  urgency: [
    ...["high", "medium", "low"].map((urgency) => byContact(sql`${isActive} and c.urgency = ${urgency}::text`)),
    byContact(sql`c.status = 'closed'`),
  ],
  rootCause: RootCause.options.map((cause) => byContact(sql`c.root_cause = ${cause}::text`)),
};
