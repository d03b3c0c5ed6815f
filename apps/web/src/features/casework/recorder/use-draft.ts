import type { DraftBody, Drafts } from "@handrail/domain/casework/recorder-schema";
import type { RootCause } from "@handrail/domain/casework/schema";
import { useCallback, useEffect, useRef, useState } from "react";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { serverNow } from "../../../lib/now.ts";
import { signInLost } from "../../../lib/sign-in-state.ts";
import { type Autosave, createAutosave, type Safe } from "./autosave.ts";
import { dropWords, type KeptWords, wordsOf } from "./device.ts";
import { hasWords, type HeldDraft, mergeDrafts } from "./draft.ts";

/** What a draft is about: a student's meeting, or an update of a case. */
export interface DraftPlace {
  readonly kind: "meeting" | "update";
  readonly personId: string;
  readonly studentId: string | null;
  readonly displayCode: string | null;
  readonly caseId: string | null;
  /** Where it is recorded from a case: a draft about another cause is offered, not opened. */
  readonly rootCause?: RootCause | undefined;
}

interface DraftState {
  readonly words: KeptWords;
  readonly older: KeptWords | null;
  /** When the words were written that stood here already; null in a new draft. */
  readonly restoredAt: string | null;
  readonly others: readonly HeldDraft[];
  readonly safe: Safe;
}

const patienceMs = 1_500;
const patience = (): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), patienceMs));

const onServer = async (): Promise<Drafts> => {
  try {
    return await client.casework.drafts.query();
  } catch (problem) {
    // Without the server the device's own words are all there is to show.
    if (problemOf(problem).situation === "NOT_SIGNED_IN") signInLost();
    return [];
  }
};

/** What was begun: told once, and once more where the server was slow. Nobody waits for it with something to write down. */
const findHeld = async (personId: string, tell: (drafts: readonly HeldDraft[]) => void): Promise<void> => {
  const coming = onServer();
  const device = await wordsOf(personId).catch((): readonly KeptWords[] => []);
  const open = (server: Drafts): readonly HeldDraft[] =>
    mergeDrafts(device, server, personId).filter(({ words }) => words.sending === null && hasWords(words.body));
  const soon = await Promise.race([coming, patience()]);
  tell(open(soon ?? []));
  if (soon === null) tell(open(await coming));
};

const fresh = ({ rootCause: _, ...place }: DraftPlace, body: DraftBody): KeptWords => ({
  ...place,
  draftId: newId(),
  body,
  version: 0,
  at: serverNow(),
  sending: null,
});

const isOf =
  ({ kind, studentId, caseId, rootCause }: DraftPlace) =>
  ({ words }: HeldDraft): boolean =>
    words.kind === kind &&
    words.caseId === caseId &&
    (studentId === null || words.studentId === studentId) &&
    (rootCause === undefined || (words.body.rootCause ?? rootCause) === rootCause);

/** The draft with the cause that it is opened for, where it has none yet. */
const about = (draft: HeldDraft, rootCause: RootCause | undefined): HeldDraft =>
  rootCause === undefined ? draft : { ...draft, words: { ...draft.words, body: { rootCause, ...draft.words.body } } };

const nothingSafe: Safe = { device: null, server: null };

export interface UseDraft {
  /** Null until the device was asked. */
  readonly state: DraftState | null;
  readonly write: (change: Partial<DraftBody>, about?: Pick<KeptWords, "studentId" | "displayCode">) => void;
  readonly open: (draft: HeldDraft) => void;
  readonly startNew: () => void;
  /** Throws the words in view away, here and on the server. */
  readonly discard: () => Promise<void>;
  readonly takeOlder: () => void;
  readonly keepMine: () => void;
  readonly pause: () => Promise<void>;
  /** Nothing more is saved of it; with `forget` it is gone from this device too. */
  readonly finish: (forget: boolean) => Promise<void>;
}

/** One draft at a time, kept while it is written; what was begun earlier is found again. */
export const useDraft = (place: DraftPlace, first: () => DraftBody): UseDraft => {
  const [state, setState] = useState<DraftState | null>(null);
  const saver = useRef<Autosave | null>(null);
  const begin = useRef({ place, first });
  const current = useRef<KeptWords | null>(null);

  const show = useCallback((next: HeldDraft, others: readonly HeldDraft[], restoredAt: string | null): void => {
    current.current = next.words;
    setState({ ...next, others, restoredAt, safe: nothingSafe });
  }, []);

  useEffect(() => {
    let isGone = false;
    const mine = createAutosave({
      safe: (safe) => setState((before) => before && { ...before, safe }),
      version: (draftId, version) => {
        if (current.current?.draftId !== draftId) return;
        current.current = { ...current.current, version };
      },
      older: (older) => setState((before) => before && { ...before, older }),
    });
    saver.current = mine;
    const { place: at, first: initial } = begin.current;
    void findHeld(at.personId, (drafts) => {
      if (isGone) return;
      const alike = drafts.filter(({ words }) => words.kind === at.kind && words.caseId === at.caseId);
      const begun = current.current?.draftId;
      if (begun === undefined) {
        const found = alike.find(isOf(at));
        const others = alike.filter((one) => one !== found);
        const opened = found && about(found, at.rootCause);
        show(opened ?? { words: fresh(at, initial()), older: null }, others, found?.words.at ?? null);
        return;
      }
      // Words that were quicker than the answer stay; what was begun earlier is offered beside them.
      const others = alike.filter(({ words }) => words.draftId !== begun);
      setState((before) => before && { ...before, others });
    });
    return () => {
      isGone = true;
      void mine.flush().then(mine.stop);
    };
  }, [show]);

  const put = (words: KeptWords, part: Partial<DraftState> = {}): void => {
    current.current = words;
    setState((before) => before && { ...before, ...part, words });
    if (hasWords(words.body) || words.version > 0) saver.current?.put(words);
  };
  const others = (but: string): readonly HeldDraft[] => {
    if (state === null) return [];
    const mine: HeldDraft = { words: current.current ?? state.words, older: null };
    return [mine, ...state.others].filter(({ words }) => words.draftId !== but && hasWords(words.body));
  };
  return {
    state,
    write: (change, about) => {
      const before = current.current ?? fresh(begin.current.place, begin.current.first());
      if (current.current === null) show({ words: before, older: null }, [], null);
      put({ ...before, ...about, body: { ...before.body, ...change }, at: serverNow() });
    },
    open: (draft) => {
      void saver.current?.flush();
      show(draft, others(draft.words.draftId), draft.words.at);
    },
    startNew: () => {
      void saver.current?.flush();
      const words = fresh(begin.current.place, begin.current.first());
      show({ words, older: null }, others(words.draftId), null);
    },
    discard: async () => {
      const draftId = current.current?.draftId;
      await saver.current?.forget();
      const words = fresh(begin.current.place, begin.current.first());
      const left = (state?.others ?? []).filter((one) => one.words.draftId !== draftId);
      show({ words, older: null }, left, null);
      if (draftId === undefined) return;
      await dropWords(draftId);
      await client.casework.dropDraft.mutate({ mutationId: newId(), draftId });
    },
    takeOlder: () => {
      const before = current.current;
      if (before === null || state?.older == null) return;
      const mine = before;
      put({ ...before, body: state.older.body, at: serverNow() }, { older: mine });
    },
    keepMine: () => setState((before) => before && { ...before, older: null }),
    pause: async () => saver.current?.pause(),
    finish: async (forget) => {
      const draftId = current.current?.draftId;
      await saver.current?.stop();
      if (forget && draftId !== undefined) await dropWords(draftId);
    },
  };
};
