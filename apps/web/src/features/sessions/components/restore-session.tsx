import { Button } from "@handrail/ui/button";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { planChanged } from "../plan-queries.ts";
import type { SessionFormProps } from "./session-form.ts";

/** It takes place after all, if everyone is still free. */
export const RestoreSession = ({ interventionId, session, onClose }: SessionFormProps) => {
  const restore = useMutation(api.sessions.restore.mutationOptions({ onSettled: planChanged }));
  const send = (): void =>
    restore.mutate(
      { mutationId: newId(), interventionId, sessionIds: [session.id] },
      {
        onSuccess: () => {
          toast({ message: "Restored.", tone: "done" });
          onClose();
        },
      },
    );
  return (
    <div className="flex flex-col gap-4">
      <p>
        It was cancelled: {session.cancelledReason}. It comes back at its old time, for everyone who is enrolled now.
      </p>
      {restore.error !== null && <FormProblem>{problemOf(restore.error).message} Nothing was changed.</FormProblem>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onClose}>Back</Button>
        <Button isPending={restore.isPending} variant="primary" onPress={send}>
          Restore the session
        </Button>
      </div>
    </div>
  );
};
