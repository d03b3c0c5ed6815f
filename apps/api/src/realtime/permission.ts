import { query } from "@handrail/db/client";
import { users } from "@handrail/db/schema/access";
import { statement, type Bound } from "@handrail/db/statement";
import type { ToolKey } from "@handrail/domain/access/schema";
import { canSeeCase } from "@handrail/domain/casework/policy";
import { canSeeIntervention } from "@handrail/domain/interventions/policy";
import type { Actor } from "@handrail/domain/kernel/actor";
import { allow, refuse, type Verdict } from "@handrail/domain/kernel/verdict";
import type { ListTopic, WatchInput } from "@handrail/domain/realtime/schema";
import { canSeeSession } from "@handrail/domain/sessions/policy";
import { canSeeStudent } from "@handrail/domain/students/policy";
import { and, eq, sql } from "drizzle-orm";

import { read, type Scope } from "../kernel/scope.ts";
import { caseTies } from "../modules/casework/queries.ts";
import { interventionTies } from "../modules/interventions/queries.ts";
import { sessionTies } from "../modules/sessions/queries.ts";
import { studentTies } from "../modules/students/queries.ts";
import { rooms, type Room } from "./rooms.ts";

/** Something a socket follows. The id is a session's, an intervention's, a student's or a case's, a day, or a topic. */
export type Watch =
  | { readonly kind: Exclude<WatchInput["kind"], "list">; readonly id: string }
  | { readonly kind: "list"; readonly id: ListTopic };

export const watchOf = (input: WatchInput): Watch => {
  // Ids are lower case everywhere else; a room under another spelling would stay silent.
  switch (input.kind) {
    case "roster":
      return { kind: "roster", id: input.sessionId.toLowerCase() };
    case "day":
      return { kind: "day", id: input.day };
    case "intervention":
      return { kind: "intervention", id: input.interventionId.toLowerCase() };
    case "student":
      return { kind: "student", id: input.studentId.toLowerCase() };
    case "case":
      return { kind: "case", id: input.caseId.toLowerCase() };
    case "list":
      return { kind: "list", id: input.topic };
  }
};

export const keyOf = (watch: Watch): string => `${watch.kind}:${watch.id}`;

export const roomOf = (tenantId: string, watch: Watch): Room => {
  if (watch.kind === "day") return rooms.days(tenantId);
  if (watch.kind === "list") return rooms.list(tenantId, watch.id);
  return rooms[watch.kind](tenantId, watch.id);
};

export interface Permission {
  readonly watch: Watch;
  readonly verdict: Verdict;
  /** The version of what is followed; null for a day or a list. */
  readonly version: number | null;
}

export interface Look {
  readonly actor: Actor;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

const ownName = statement<object>()(
  query
    .select({ name: users.name })
    .from(users)
    .where(and(eq(users.tenantId, sql`(select app.tenant_id())`), eq(users.id, sql`(select app.user_id())`))),
);

/** The tool behind each list. */
const toolOfList: { readonly [T in ListTopic]: ToolKey } = {
  programs: "interventions",
  interventions: "interventions",
  decisions: "interventions",
  cases: "cases",
  messages: "messages",
  jobs: "interventions",
  inbox: "inbox",
};

const toolOf = (watch: Watch): ToolKey => {
  switch (watch.kind) {
    case "roster":
    case "day":
      return "sessions";
    case "intervention":
      return "interventions";
    case "student":
      return "students";
    case "case":
      return "cases";
    case "list":
      return toolOfList[watch.id];
  }
};

interface Question {
  /** The facts, read in the transaction of the look; the version is the one a page compares its copy with. */
  readonly ask: Bound<{ readonly version: number }>;
  readonly decide: (actor: Actor, ties: never) => Verdict;
}

/** What is asked of the database before a thing may be followed. Days and lists need the tool alone. */
const questionOf = ({ kind, id }: Watch): Question | undefined => {
  switch (kind) {
    case "roster":
      return { ask: sessionTies({ sessionId: id }), decide: canSeeSession };
    case "intervention":
      return { ask: interventionTies({ interventionId: id }), decide: canSeeIntervention };
    case "student":
      return { ask: studentTies({ studentId: id }), decide: canSeeStudent };
    case "case":
      return { ask: caseTies({ caseId: id }), decide: canSeeCase };
    case "day":
    case "list":
      return undefined;
  }
};

interface Asked {
  readonly watch: Watch;
  readonly question: Question | undefined;
}

const decide = (actor: Actor, { watch, question }: Asked, ties: unknown): Verdict => {
  if (!actor.tools.includes(toolOf(watch)))
    return refuse("TOOL_MISSING", "Your roles do not include this tool. Ask an administrator of your school.");
  // Each question reads the facts that its own policy takes.
  return question === undefined ? allow : question.decide(actor, ties as never);
};

/**
 * Asks the database who this is and what of these they may follow, in one round trip and one transaction. Throws when
 * the sign-in is over. Looking is not use: an open page alone does not keep a sign-in alive.
 */
export const look = async (scope: Scope, watches: readonly Watch[]): Promise<Look> => {
  const questions = watches.map((watch): Asked => ({ watch, question: questionOf(watch) }));
  const asked = questions.filter(({ question }) => question !== undefined);
  const { actor, rows } = await read(
    { ...scope, onTouchDue: () => undefined },
    ownName({}),
    ...asked.flatMap(({ question }) => (question === undefined ? [] : [question.ask])),
  );
  const [[person], ...ties] = rows;
  const found = new Map(asked.map(({ watch }, index) => [watch, ties[index]?.[0]]));
  return {
    actor,
    name: person?.name ?? "",
    permissions: questions.map((one) => ({
      watch: one.watch,
      verdict: decide(actor, one, found.get(one.watch)),
      version: found.get(one.watch)?.version ?? null,
    })),
  };
};
