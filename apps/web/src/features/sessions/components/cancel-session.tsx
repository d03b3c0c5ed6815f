import type { ChangeScope } from "@handrail/domain/sessions/change-schema";
import { Button } from "@handrail/ui/button";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";

import { api, client, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { planChanged } from "../plan-queries.ts";
import { countOf } from "../row-facts.ts";
import { ScopeChoice } from "./scope-choice.tsx";
import type { SessionFormProps } from "./session-form.ts";

/** It does not take place: says why, and frees everyone's time. */
export const CancelSession = ({ interventionId, session, onClose }: SessionFormProps) => {
  const [scope, setScope] = useState<ChangeScope>("one");
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const cancel = useMutation(api.sessions.cancel.mutationOptions({ onSettled: planChanged }));
  const undo = async (sessionIds: string[]): Promise<void> => {
    try {
      await client.sessions.restore.mutate({ mutationId: newId(), interventionId, sessionIds });
    } catch (problem) {
      toast({ message: problemOf(problem).message, tone: "problem" });
    }
    await planChanged();
  };
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") {
      setError("Say why, in a few words.");
      return;
    }
    setError(undefined);
    cancel.mutate(
      { mutationId: newId(), sessionId: session.id, version: session.version, scope, reason },
      {
        onSuccess: ({ sessions }) => {
          toast({
            message: scope === "one" ? "Cancelled." : `${countOf(sessions.length, "session", "sessions")} cancelled.`,
            tone: "done",
            action: { label: "Undo", onPress: () => void undo(sessions.map(({ sessionId }) => sessionId)) },
          });
          onClose();
        },
      },
    );
  };
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={send}>
      <p>Everyone's time and the room are free again. The roster stays as planned, for when it is restored.</p>
      <ScopeChoice scope={scope} session={session} onChange={setScope} />
      <TextArea error={error} label="Reason" rows={2} value={reason} onChange={setReason} />
      {cancel.error !== null && <FormProblem>{problemOf(cancel.error).message} Nothing was changed.</FormProblem>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onClose}>Back</Button>
        <Button isPending={cancel.isPending} type="submit" variant="danger">
          {scope === "one" ? "Cancel the session" : "Cancel the sessions"}
        </Button>
      </div>
    </form>
  );
};
