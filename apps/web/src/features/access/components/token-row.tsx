import type { ApiToken } from "@handrail/domain/access/token-schema";
import { dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { toast } from "@handrail/ui/toast";
import KeyRound from "lucide-react/icons/key-round";
import { useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { longAgo, longDay, moment } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { useEndApiToken } from "../queries.ts";
import { toolWords } from "../tool-words.ts";

const inWords = new Intl.ListFormat("en-GB");

const EndDialog = ({ token, onClose }: { token: ApiToken; onClose: () => void }) => {
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

export const TokenRow = ({ token }: { token: ApiToken }) => {
  const { zone } = useMe();
  const now = useNow(0);
  const [isEnding, setEnding] = useState(false);
  const { name, scopes, createdAt, lastUsedAt, expiresAt } = token;
  return (
    <li className="border-line flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <KeyRound aria-hidden="true" className="text-ink-3 shrink-0" size={18} strokeWidth={1.75} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-ui font-semibold wrap-anywhere">{name}</p>
        <p className="text-meta text-ink-2">May use {inWords.format(scopes.map((tool) => toolWords[tool]))}</p>
        <p className="text-meta text-ink-2">
          Made {moment(zone, createdAt, now)},{" "}
          {lastUsedAt === null ? "not used yet" : `last used ${longAgo(zone, lastUsedAt, now)}`}
        </p>
        <p className="text-meta text-ink-2">Ends {longDay(dayIn(zone, expiresAt))}</p>
      </div>
      <Button aria-label={`End the token of ${name}`} size="sm" onPress={() => setEnding(true)}>
        End
      </Button>
      {isEnding && <EndDialog token={token} onClose={() => setEnding(false)} />}
    </li>
  );
};
