import type { Case } from "@handrail/domain/casework/case-schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { api, client, newId, problemOf, queryClient } from "../../../lib/api.ts";

const EscalateDialog = lazy(async () => ({ default: (await import("./escalate-dialog.tsx")).EscalateDialog }));
const ReasonDialog = lazy(async () => ({ default: (await import("./reason-dialog.tsx")).ReasonDialog }));

export type CaseActionsProps = {
  page: Case;
  student: string;
  printsRestricted: boolean;
  onPrintRestricted: (printsRestricted: boolean) => void;
  onRecord: () => void;
};

/** The answer to a colleague who asked: take the case on, or say why not. */
const Answer = ({
  page,
  student,
  onDecline,
}: Pick<CaseActionsProps, "page" | "student"> & { onDecline: () => void }) => {
  const take = useMutation(api.casework.takeOn.mutationOptions());
  return (
    <>
      <Button
        isPending={take.isPending}
        variant="primary"
        onPress={() =>
          take.mutate(
            { mutationId: newId(), caseId: page.case.id },
            {
              onSuccess: () => toast({ message: `You have taken on the case of ${student}.`, tone: "done" }),
              onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
              onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
            },
          )
        }
      >
        Take it on
      </Button>
      <Button onPress={onDecline}>Say why not</Button>
    </>
  );
};

/** What can be done with a case as a whole. */
export const CaseActions = (props: CaseActionsProps) => {
  const { page, student, printsRestricted, onPrintRestricted, onRecord } = props;
  const one = page.case;
  const navigate = useNavigate();
  const [asks, setAsks] = useState<"escalate" | "decline" | "withdraw" | null>(null);
  const close = (): void => setAsks(null);
  const isOpen = one.status !== "closed";
  const decline = async (reason: string): Promise<void> => {
    await client.casework.declineEscalation.mutate({ mutationId: newId(), caseId: one.id, reason });
    toast({ message: `${student}: your answer is in the inbox of the colleague who asked.`, tone: "done" });
  };
  const withdraw = async (reason: string): Promise<void> => {
    await client.casework.withdrawCase.mutate({ mutationId: newId(), caseId: one.id, version: one.version, reason });
    toast({ message: `The case of ${student} was withdrawn.`, tone: "done" });
    void navigate({ to: "/cases" });
  };
  return (
    <>
      {page.isOnTeam && page.entries.some(({ isRestricted }) => isRestricted) && (
        <Checkbox isSelected={printsRestricted} onChange={onPrintRestricted}>
          Print restricted words
        </Checkbox>
      )}
      <Button onPress={() => window.print()}>Print</Button>
      {page.mayWithdraw && <Button onPress={() => setAsks("withdraw")}>Withdraw the case</Button>}
      {page.mayChange && isOpen && <Button onPress={() => setAsks("escalate")}>Escalate</Button>}
      {page.mayTakeOn && <Answer page={page} student={student} onDecline={() => setAsks("decline")} />}
      <Button shortcut="m" variant={page.mayTakeOn ? "secondary" : "primary"} onPress={onRecord}>
        {isOpen ? "Record meeting" : "Open a follow-on case"}
      </Button>
      <Suspense>
        {asks === "escalate" && <EscalateDialog label={student} one={one} onClose={close} />}
        {asks === "decline" && (
          <ReasonDialog
            title={`Not take on the case of ${student}?`}
            verb="Send the answer"
            onClose={close}
            onSend={decline}
          >
            <p>The case stays escalated and waits for somebody else. The colleague who asked you is told the reason.</p>
          </ReasonDialog>
        )}
        {asks === "withdraw" && (
          <ReasonDialog
            isDanger
            title={`Withdraw the case of ${student}?`}
            verb="Withdraw the case"
            onClose={close}
            onSend={withdraw}
          >
            <p>
              For a case that was recorded by mistake. It leaves every list, with its meetings. The audit log keeps it,
              with your name and the reason. Close a case that is resolved instead.
            </p>
          </ReasonDialog>
        )}
      </Suspense>
    </>
  );
};
