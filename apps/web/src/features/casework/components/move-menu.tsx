import type { CaseRow } from "@handrail/domain/casework/case-schema";
import { canMove, statusWords } from "@handrail/domain/casework/machine";
import type { CaseStatus } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { Menu } from "@handrail/ui/menu";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { statuses } from "../words.ts";

const EscalateDialog = lazy(async () => ({ default: (await import("./escalate-dialog.tsx")).EscalateDialog }));
const CloseDialog = lazy(async () => ({ default: (await import("./close-dialog.tsx")).CloseDialog }));

/** Every move of a case by a menu, and by `s` on its row; what cannot be done is listed with the reason. */
export const MoveMenu = ({ one, label }: { one: CaseRow; label: string }) => {
  const [asks, setAsks] = useState<"escalated" | "closed" | null>(null);
  const move = useMutation(api.casework.changeStatus.mutationOptions());
  const go = (status: CaseStatus): void => {
    if (status === "escalated" || status === "closed") {
      setAsks(status);
      return;
    }
    move.mutate(
      { mutationId: newId(), caseId: one.id, version: one.version, status },
      {
        onSuccess: () => toast({ message: `${label}: ${statusWords[status]}.`, tone: "done" }),
        onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
      },
    );
  };
  return (
    <>
      <Menu
        items={statuses
          .filter((status) => status !== one.status)
          .map((status) => {
            const verdict = canMove(one.status, status);
            return {
              id: status,
              label: status === "escalated" ? "Escalate to…" : status === "closed" ? "Close…" : statusWords[status],
              isDisabled: !verdict.allowed,
              ...(verdict.allowed ? {} : { description: verdict.refusal.message }),
              onAction: () => go(status),
            };
          })}
        label={`Move ${label}`}
        trigger={
          <Button aria-label={`Move ${label}`} isPending={move.isPending} size="sm" variant="quiet">
            Move…
          </Button>
        }
      />
      <Suspense>
        {asks === "escalated" && <EscalateDialog label={label} one={one} onClose={() => setAsks(null)} />}
        {asks === "closed" && <CloseDialog label={label} one={one} onClose={() => setAsks(null)} />}
      </Suspense>
    </>
  );
};
