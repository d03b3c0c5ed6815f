import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { TextArea } from "@handrail/ui/text-field";
import { type ReactNode, type SyntheticEvent, useId, useState } from "react";

import { problemOf, queryClient, api } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";

export type ReasonDialogProps = {
  title: string;
  verb: string;
  isDanger?: boolean;
  /** What will follow. */
  children: ReactNode;
  /** Asks the server. It throws what was refused. */
  onSend: (reason: string) => Promise<unknown>;
  onClose: () => void;
};

/** Asks for a reason before something is done. */
export const ReasonDialog = ({ title, verb, isDanger = false, children, onSend, onClose }: ReasonDialogProps) => {
  const form = useId();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    setError(reason.trim() === "" ? "Say why, in a few words." : undefined);
    if (reason.trim() === "") return;
    setSending(true);
    setProblem(null);
    try {
      await onSend(reason);
      onClose();
    } catch (refused) {
      const why = problemOf(refused);
      setError(why.fields["reason"]);
      setProblem(why.fields["reason"] === undefined ? why.message : null);
    }
    setSending(false);
    void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Back</Button>
          <Button form={form} isPending={isSending} type="submit" variant={isDanger ? "danger" : "primary"}>
            {verb}
          </Button>
        </>
      }
      isOpen
      size="sm"
      title={title}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form
        className="flex flex-col gap-4"
        id={form}
        noValidate
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault();
          void send();
        }}
      >
        {children}
        {problem !== null && <FormProblem>{problem}</FormProblem>}
        <TextArea error={error} label="Reason" maxLength={500} rows={2} value={reason} onChange={setReason} />
      </form>
    </Dialog>
  );
};
