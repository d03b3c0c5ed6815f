import type { RecordMeetingInput } from "@handrail/domain/casework/meeting-schema";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { api, type client, mayPass, newId, problemOf, queryClient } from "../../../lib/api.ts";
import type { Problem } from "../../../lib/problem.ts";
import { onSignInState } from "../../../lib/sign-in-state.ts";
import { errorOf, errorsOf, type FieldErrors, type FieldName, inputOf, type MeetingForm } from "./check.ts";
import { keepWords, type KeptWords } from "./device.ts";
import { sendWaiting } from "./outbox.ts";
import type { UseDraft } from "./use-draft.ts";

export type Recorded = Awaited<ReturnType<typeof client.casework.recordMeeting.mutate>>;

type Outcome = { readonly kind: "recorded"; readonly recorded: Recorded } | { readonly kind: "kept" };

export interface UseRecording {
  readonly errors: FieldErrors;
  /** What is wrong with no field in particular. */
  readonly problem: Problem | null;
  readonly isPending: boolean;
  /** After a first try, in the order of the form. */
  readonly isSummed: boolean;
  readonly check: (field: FieldName) => void;
  readonly forgive: (field: FieldName) => void;
  /** Undefined: something is still wrong with it. */
  readonly record: () => Promise<Outcome | undefined>;
}

/** Sends what was written. Whatever comes of it, no word of it goes. */
export const useRecording = (form: MeetingForm, draft: UseDraft): UseRecording => {
  const send = useMutation(api.casework.recordMeeting.mutationOptions());
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSummed, setSummed] = useState(false);
  // One id per intent: pressed again after a lost answer it is the same meeting.
  const intent = useRef<{ readonly id: string; readonly of: string } | null>(null);

  // What asked for a sign-in is answered by one.
  useEffect(
    () =>
      onSignInState((state) => {
        if (state === "held") setProblem((before) => (before?.situation === "NOT_SIGNED_IN" ? null : before));
      }),
    [],
  );

  const idFor = (of: string): string => {
    if (intent.current?.of !== of) intent.current = { id: newId(), of };
    return intent.current.id;
  };

  const keep = async (words: KeptWords, input: RecordMeetingInput): Promise<Outcome> => {
    await keepWords({ ...words, sending: { kind: "meeting", input } });
    await draft.finish(false);
    void sendWaiting(words.personId);
    return { kind: "kept" };
  };

  const put = (field: FieldName, error: string | undefined): void =>
    setErrors((before) => {
      const { [field]: _, ...rest } = before;
      return error === undefined ? rest : { ...rest, [field]: error };
    });

  const record = async (): Promise<Outcome | undefined> => {
    const words = draft.state?.words;
    // Until the device was asked, nobody can tell what is missing.
    if (words === undefined) return undefined;
    const found = errorsOf(form);
    setErrors(found);
    setSummed(true);
    setProblem(null);
    if (Object.keys(found).length > 0) return undefined;
    const ids = { mutationId: "", draftId: words.draftId };
    const mutationId = idFor(JSON.stringify(inputOf(form, ids)));
    const input = inputOf(form, { ...ids, mutationId });
    if (input === undefined) return undefined;
    await draft.pause();
    try {
      const recorded = await send.mutateAsync(input);
      await draft.finish(true);
      void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });
      return { kind: "recorded", recorded };
    } catch (error) {
      const why = problemOf(error);
      if (mayPass(why.situation)) return keep(words, input);
      if (why.situation === "ACTIVE_CASE_EXISTS")
        void queryClient.invalidateQueries({ queryKey: api.casework.activeFor.pathKey() });
      setErrors(why.fields);
      setProblem(why);
      return undefined;
    }
  };

  return {
    errors,
    problem,
    isSummed,
    isPending: send.isPending,
    check: (field) => put(field, errorOf(field, form)),
    forgive: (field) => put(field, undefined),
    record,
  };
};
