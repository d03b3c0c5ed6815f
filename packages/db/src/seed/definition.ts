import type { Permission, RoleKey, ToolKey } from "@handrail/domain/access/schema";

import type { programs } from "../schema/interventions.ts";

export interface PersonDefinition {
  /** Short name within the school; the e-mail address starts with it. */
  readonly key: string;
  readonly name: string;
  readonly roles: readonly RoleKey[];
}

export interface RoleDefinition {
  readonly key: RoleKey;
  readonly name: string;
  readonly tools: readonly ToolKey[];
  readonly permissions: readonly Permission[];
}

/** A session around the moment of the demo, in minutes from it: near midnight it lies on the day before or after. */
interface TodayDefinition {
  readonly startsIn: number;
  readonly state: "held" | "open";
}

type Program = (typeof programs)["$inferInsert"];

export interface InterventionDefinition {
  readonly key: string;
  readonly name: string;
  readonly objective: string;
  readonly type: Program["interventionType"];
  readonly metric: Program["progressMetric"];
  readonly locationType: Program["locationType"];
  readonly tier: number;
  readonly minutes: number;
  readonly owner: string;
  readonly facilitator: string;
  readonly team: readonly string[];
  readonly room: string;
  /** Places in the school's list of students. */
  readonly students: readonly number[];
  readonly weekdays: readonly number[];
  /** Local time. No two interventions of a school overlap on a day, so nobody is ever in two places. */
  readonly time: string;
  /** How often its students come, 0 to 1. */
  readonly attendance: number;
  readonly today: TodayDefinition;
  /** A colleague of the team who leads the first of its regular sessions to come. */
  readonly substitute?: string;
}

export interface SchoolDefinition {
  /** `alder`: labels of all ids and the domain of all addresses start with it. */
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly code: string;
  readonly zone: string;
  readonly rooms: readonly { readonly name: string; readonly capacity: number }[];
  readonly roles: readonly RoleDefinition[];
  readonly people: readonly PersonDefinition[];
  readonly studentCount: number;
  readonly grades: readonly string[];
  readonly codeWords: readonly string[];
  readonly interventions: readonly InterventionDefinition[];
  /** A person responsible for students, by their places. */
  readonly responsible: { readonly person: string; readonly students: readonly number[] };
  /** Students who left or pause, by place. */
  readonly away: readonly { readonly student: number; readonly status: "paused" | "transferred" | "withdrawn" }[];
  /** Students whose family gave no consent to names, or took it back. */
  readonly withoutConsent: readonly number[];
  readonly revokedConsent: readonly number[];
}
