import { mostNamesAtOnce, type RevealedNames, type StudentPurpose } from "@handrail/domain/privacy/schema";
import { createStore } from "@handrail/ui/store";

import { client } from "../../lib/api.ts";
import type { Name } from "../../lib/called-name.ts";
import { onForgetNames } from "../../lib/known-names.ts";
import { onSignInState } from "../../lib/sign-in-state.ts";

const freshMs = 10 * 60_000;

/** Names in memory, by purpose and student: each purpose is a disclosure of its own, and is recorded as one. */
export const knownNames = createStore<ReadonlyMap<string, Name>>(new Map());

/** Why a student is shown by code, once the server has said so. */
export type HeldBack = RevealedNames["heldBack"][number]["reason"];
export const heldBackNames = createStore<ReadonlyMap<string, HeldBack>>(new Map());

/** Why names are asked for; with the intervention whose page is open, if one is. */
export interface Asking {
  readonly purpose: StudentPurpose;
  readonly interventionId?: string;
}

const nameOfAsking = ({ purpose, interventionId = "" }: Asking): string => `${purpose} ${interventionId}`;

export const keyOf = (asking: Asking, studentId: string): string => `${nameOfAsking(asking)} ${studentId}`;

/** When each was asked for; those whose name is held back are not asked for again and again. */
const asked = new Map<string, { readonly at: number; readonly asking: Asking; readonly id: string }>();
const waiting = new Map<string, { readonly asking: Asking; readonly ids: Set<string> }>();
let isPlanned = false;

const chunksOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / mostNamesAtOnce) }, (_, index) =>
    ids.slice(index * mostNamesAtOnce, (index + 1) * mostNamesAtOnce),
  );

const fetchNames = async (asking: Asking, studentIds: readonly string[]): Promise<void> => {
  try {
    const { names, heldBack } = await client.privacy.revealStudents.mutate({ ...asking, studentIds: [...studentIds] });
    heldBackNames.set((before) => {
      const next = new Map(before);
      // The server does not speak of students whom the person does not work with.
      for (const id of studentIds) next.set(keyOf(asking, id), "no_relationship");
      for (const { studentId, reason } of heldBack) next.set(keyOf(asking, studentId), reason);
      for (const { studentId } of names) next.delete(keyOf(asking, studentId));
      return next;
    });
    knownNames.set((before) => {
      const next = new Map(before);
      // A consent that ended takes the name away.
      for (const id of studentIds) next.delete(keyOf(asking, id));
      for (const name of names) next.set(keyOf(asking, name.studentId), name);
      return next;
    });
  } catch {
    // Codes stand where names would; whoever shows these students next asks again.
    for (const id of studentIds) asked.delete(keyOf(asking, id));
  }
};

const flush = (): void => {
  isPlanned = false;
  const lists = [...waiting.values()];
  waiting.clear();
  for (const { asking, ids } of lists) for (const chunk of chunksOf([...ids])) void fetchNames(asking, chunk);
};

/** Asks for the names of these students, once each; what several components ask for in one turn goes out together. */
export const askForNames = (asking: Asking, studentIds: readonly string[]): void => {
  const now = Date.now();
  const due = studentIds.filter((id) => now - (asked.get(keyOf(asking, id))?.at ?? 0) > freshMs);
  if (due.length === 0) return;
  const list = waiting.get(nameOfAsking(asking)) ?? { asking, ids: new Set<string>() };
  waiting.set(nameOfAsking(asking), list);
  for (const id of due) {
    asked.set(keyOf(asking, id), { at: now, asking, id });
    list.ids.add(id);
  }
  if (isPlanned) return;
  isPlanned = true;
  // After the effects of this commit: every row of a list has asked by then.
  setTimeout(flush);
};

/** Whose names stood on the page when its sign-in ended. */
let forgotten: readonly { readonly asking: Asking; readonly id: string }[] = [];

onForgetNames(() => {
  forgotten = [...asked.values()];
  asked.clear();
  knownNames.set(new Map());
  heldBackNames.set(new Map());
});

onSignInState((state) => {
  if (state !== "held") return;
  for (const { asking, id } of forgotten) askForNames(asking, [id]);
  forgotten = [];
});
