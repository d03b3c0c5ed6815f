import { canSeeIntervention, type InterventionTies } from "@handrail/domain/interventions/policy";
import { has, type Actor } from "@handrail/domain/kernel/actor";
import type { StudentId } from "@handrail/domain/kernel/ids";
import type { RevealedNames, RevealNamesInput, RevealStudentsInput } from "@handrail/domain/privacy/schema";
import { canRecordAttendance, canSeeSession, type SessionTies } from "@handrail/domain/sessions/policy";
import type * as z from "zod/mini";

import type { CommandContext } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { interventionTies } from "../interventions/queries.ts";
import { sessionTies } from "../sessions/queries.ts";
import { nameFacts, studentNameFacts } from "./name-facts.ts";
import { recordReveal, type List } from "./record-reveal.ts";
import type { VaultDesk } from "./vault.ts";

type Input = z.infer<typeof RevealNamesInput>;
type Context = CommandContext & { readonly vault: VaultDesk };

const mayAsk = (actor: Actor, ties: SessionTies | undefined, purpose: Input["purpose"]): void => {
  insist(canSeeSession(actor, ties));
  if (purpose === "roster" || ties === undefined) return;
  insist(canRecordAttendance(actor, ties));
  if (!has(actor, "attendance.walk_in"))
    throw no("NOT_ALLOWED", "Your roles do not include adding students to a roster.");
};

const revealed = async <G>({ scope, wake, vault }: Context, list: List<G>): Promise<RevealedNames> => {
  const { decided, isNew } = await recordReveal(scope, list);
  if (isNew) wake();
  const shown = decided.flatMap((one) => (one.verdict === "shown" ? [one.studentId] : []));
  const found = await vault.namesOf(scope.tokenHash, shown);
  const names = found.map((name) => ({ ...name, studentId: name.studentId as StudentId }));
  const named = new Set(found.map((name) => name.studentId));
  const heldBack = decided.flatMap(({ studentId, verdict }) => {
    if (named.has(studentId)) return [];
    const reason = verdict === "shown" ? ("no_name" as const) : verdict;
    return [{ studentId: studentId as StudentId, reason }];
  });
  return { names, heldBack };
};

/** The names of a session's list, for those for whom this person may see them; recorded before any of them leaves. */
export const revealNames = (context: Context, input: Input): Promise<RevealedNames> =>
  revealed(context, {
    purpose: input.purpose,
    list: input.sessionId,
    facts: nameFacts(input),
    guard: { ask: sessionTies(input), insist: (actor, ties) => mayAsk(actor, ties, input.purpose) },
  });

/** The names of these students, by the same rules. A student of others is not spoken of, as one who never was. */
export const revealStudents = async (
  context: Context,
  { purpose, studentIds, interventionId }: z.infer<typeof RevealStudentsInput>,
): Promise<RevealedNames> => {
  const asked = { purpose, studentIds: `{${studentIds.join(",")}}`, interventionId: interventionId ?? null };
  const list = { purpose, list: interventionId ?? "", facts: studentNameFacts(asked) };
  const { names, heldBack } =
    interventionId === undefined
      ? await revealed(context, list)
      : await revealed(context, {
          ...list,
          guard: {
            ask: interventionTies({ interventionId }),
            insist: (actor: Actor, ties: InterventionTies | undefined) => insist(canSeeIntervention(actor, ties)),
          },
        });
  return { names, heldBack: heldBack.filter(({ reason }) => reason !== "no_relationship") };
};
