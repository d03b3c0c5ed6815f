import type { DraftBody, Drafts } from "@handrail/domain/casework/recorder-schema";

import type { KeptWords } from "./device.ts";

const prose = ["absenceReason", "interventionNotes", "actionPlan", "updateText", "resolutionNotes"] as const;

/** Whether there is anything in it that somebody would miss. */
export const hasWords = (body: DraftBody): boolean =>
  prose.some((field) => (body[field] ?? "").trim() !== "") || (body.actions ?? []).some(({ what }) => what !== "");

/** All that was written, in one piece: for showing a draft, and for telling two apart. */
export const wordsOfBody = (body: DraftBody): string =>
  [...prose.map((field) => body[field] ?? ""), ...(body.actions ?? []).map(({ what }) => what)]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");

const asKept = (draft: Drafts[number], personId: string): KeptWords => ({
  draftId: draft.id,
  personId,
  kind: draft.kind,
  studentId: draft.studentId,
  displayCode: draft.displayCode,
  caseId: draft.caseId,
  body: draft.body,
  version: draft.version,
  at: draft.savedAt,
  sending: null,
});

export interface HeldDraft {
  readonly words: KeptWords;
  /** Other words of the same draft, which these are newer than. */
  readonly older: KeptWords | null;
}

const joined = (mine: KeptWords, theirs: KeptWords): HeldDraft => {
  const [newer, older] = mine.at >= theirs.at ? [mine, theirs] : [theirs, mine];
  const differ = wordsOfBody(newer.body) !== wordsOfBody(older.body) && hasWords(older.body);
  // The server's version is what the next save follows, whoever wrote it. Words it has seen grow are no second set.
  const isContinued = theirs.version === mine.version;
  return { words: { ...newer, version: theirs.version }, older: differ && !isContinued ? older : null };
};

/** Drafts of this device and of the server as one list, newest first: the newer words stand, the older are kept beside. */
export const mergeDrafts = (device: readonly KeptWords[], server: Drafts, personId: string): readonly HeldDraft[] => {
  const here = new Map(device.map((one) => [one.draftId, one]));
  const there = server.map((one) => asKept(one, personId));
  const known = new Set(there.map(({ draftId }) => draftId));
  return [
    ...there.map((theirs) => {
      const mine = here.get(theirs.draftId);
      return mine === undefined ? { words: theirs, older: null } : joined(mine, theirs);
    }),
    ...device.filter((one) => !known.has(one.draftId)).map((words) => ({ words, older: null })),
  ].toSorted((a, b) => b.words.at.localeCompare(a.words.at));
};
