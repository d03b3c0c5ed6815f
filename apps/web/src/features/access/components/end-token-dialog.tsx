import type { ApiToken } from "@handrail/domain/access/token-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { toast } from "@handrail/ui/toast";

import { problemOf } from "../../../lib/api.ts";
import { useEndApiToken } from "../queries.ts";

export const EndTokenDialog = ({ token, onClose }: { token: ApiToken; onClose: () => void }) => {
  const end = useEndApiToken();
  const stop = (): void =>
    end.mutate(
      { id: token.id },
      {
        onSuccess: () => {
          onClose();
          toast({ message: `Token of ${token.name} ended.`, tone: "done" });
        },
      },
    );
  return (
    <Dialog
      isOpen
      footer={(close) => (
        <>
          <Button onPress={close}>Keep it</Button>
          <Button isPending={end.isPending} variant="danger" onPress={stop}>
            End the token
          </Button>
        </>
      )}
      role="alertdialog"
      size="sm"
      title="End this token?"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <p>{token.name} can do nothing more in your name from then on. An ended token cannot be brought back.</p>
      {end.error !== null && (
        <p className="text-absent mt-3" role="alert">
          {problemOf(end.error).message}
        </p>
      )}
    </Dialog>
  );
};
