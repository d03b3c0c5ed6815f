import type { Case } from "@handrail/domain/casework/case-schema";
import { canClose } from "@handrail/domain/casework/machine";
import type { AddUpdateInput } from "@handrail/domain/casework/meeting-schema";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { api, client, mayPass, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { onSignInState } from "../../../lib/sign-in-state.ts";
import { followUpDay, followUpError } from "./check.ts";
import { keepWords } from "./device.ts";
import { sendWaiting } from "./outbox.ts";
import type { UseDraft } from "./use-draft.ts";

type Errors = Readonly<Partial<Record<"updateText" | "resolutionNotes" | "followUpDate", string>>>;

const askAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });

const undo = async (caseId: AddUpdateInput["caseId"], entryId: string): Promise<void> => {
  try {
    await client.casework.undoEntry.mutate({ mutationId: newId(), caseId, entryId });
  } catch (error) {
    toast({ message: problemOf(error).message, tone: "problem" });
  }
  await askAgain();
};

/** Sends an update of a case; what cannot be sent is kept, and what is refused stays as it was written. */
export const useUpdate = (page: Case, draft: UseDraft, student: string) => {
  const { id: caseId, status: stands, version } = page.case;
  const send = useMutation(api.casework.addUpdate.mutationOptions());
  const [errors, setErrors] = useState<Errors>({});
  const intent = useRef<{ readonly id: string; readonly of: string } | null>(null);
  const body = draft.state?.words.body ?? {};
  const status = body.status !== undefined && body.status !== stands ? body.status : null;

  const { reset } = send;
  const isLost = send.error !== null && problemOf(send.error).situation === "NOT_SIGNED_IN";
  useEffect(() => onSignInState((state) => state === "held" && isLost && reset()), [isLost, reset]);

  const idFor = (of: string): string => {
    if (intent.current?.of !== of) intent.current = { id: newId(), of };
    return intent.current.id;
  };
  const inputOf = (): AddUpdateInput | undefined => {
    const followUpDate = followUpDay(body.followUp, page.today);
    const followUpFault = followUpError(body.followUp, page.today);
    const closing = canClose(status ?? "open", status === "closed" ? body.resolutionNotes : undefined);
    const isBlank = (body.updateText ?? "").trim() === "";
    const found: Errors = {
      // Closing is one text: how it was resolved.
      ...(isBlank && status !== "closed" ? { updateText: "Write what happened since." } : {}),
      ...(closing.allowed ? {} : { resolutionNotes: closing.refusal.message }),
      ...(followUpFault !== undefined ? { followUpDate: followUpFault } : {}),
    };
    setErrors(found);
    if (Object.keys(found).length > 0 || draft.state === null) return undefined;
    return {
      mutationId: idFor(JSON.stringify([body, version])) as AddUpdateInput["mutationId"],
      caseId,
      version,
      ...(isBlank ? {} : { updateText: body.updateText }),
      ...(status === null ? {} : { status }),
      ...(status === "closed" ? { resolutionNotes: body.resolutionNotes } : {}),
      ...(followUpDate == null ? {} : { followUpDate }),
      isRestricted: body.isRestricted ?? false,
      draftId: draft.state.words.draftId,
    };
  };
  /** True once it is out of hand: added, or kept to be added. */
  const add = async (): Promise<boolean> => {
    const input = inputOf();
    const words = draft.state?.words;
    if (input === undefined || words === undefined) return false;
    await draft.pause();
    try {
      const { entryId } = await send.mutateAsync(input);
      await draft.finish(true);
      const action = { label: "Undo", onPress: () => void undo(caseId, entryId ?? "") };
      const said = input.status === "closed" ? `The case of ${student} is closed.` : `Update added for ${student}.`;
      toast({ message: said, tone: "done", ...(entryId === null ? {} : { action }) });
      await askAgain();
      return true;
    } catch (error) {
      const { situation, fields } = problemOf(error);
      if (mayPass(situation)) {
        await keepWords({ ...words, sending: { kind: "update", input } });
        await draft.finish(false);
        void sendWaiting(words.personId);
        toast({
          message: `The update for ${student} is kept on this device. It is added as soon as Handrail can be reached.`,
        });
        return true;
      }
      setErrors(fields);
      if (situation === "STALE_VERSION") await askAgain();
      return false;
    }
  };
  const problem = send.error === null ? null : problemOf(send.error);
  const isShown = problem !== null && Object.keys(problem.fields).length === 0;
  return { add, errors, status, isPending: send.isPending, problem: isShown ? problem.message : null };
};
