import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { useMutation } from "@tanstack/react-query";

import { problemOf } from "../lib/api.ts";
import { leaveOffline, signOut } from "../lib/person.ts";

export type SignOutDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void; kept: number };

const keptWords = (kept: number): string =>
  kept === 1
    ? "1 change is kept on this device and has not been sent. It is sent when you sign in on this device again."
    : `${kept} changes are kept on this device and have not been sent. They are sent when you sign in on this device again.`;

/** Asks only when something has not been sent, or when the server cannot be told. */
export const SignOutDialog = ({ isOpen, onOpenChange, kept }: SignOutDialogProps) => {
  const ending = useMutation({ mutationFn: signOut });
  const wiping = useMutation({ mutationFn: leaveOffline });
  const problem = ending.error === null ? null : problemOf(ending.error);
  const isUnreachable = problem?.situation === "OFFLINE";
  return (
    <Dialog
      footer={(close) => (
        <>
          <Button onPress={close}>Stay signed in</Button>
          <Button
            isPending={ending.isPending || wiping.isPending}
            variant="danger"
            onPress={() => (isUnreachable ? wiping.mutate() : ending.mutate())}
          >
            {isUnreachable ? "Wipe this device" : "Sign out"}
          </Button>
        </>
      )}
      isOpen={isOpen}
      role="alertdialog"
      size="sm"
      title="Sign out?"
      onOpenChange={onOpenChange}
    >
      {isUnreachable ? (
        <p>
          Handrail cannot be reached. Wiping removes what this device shows of you now; the sign-in itself ends as soon
          as Handrail can be reached from here again.
        </p>
      ) : problem ? (
        <p role="alert">{problem.message}</p>
      ) : (
        kept > 0 && <p>{keptWords(kept)}</p>
      )}
    </Dialog>
  );
};
