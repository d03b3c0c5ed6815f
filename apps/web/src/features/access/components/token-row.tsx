import type { ApiToken } from "@handrail/domain/access/token-schema";
import { dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import KeyRound from "lucide-react/icons/key-round";
import { lazy, Suspense, useState } from "react";

import { useNow } from "../../../lib/now.ts";
import { longAgo, longDay, moment } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { toolWords } from "../tool-words.ts";

const inWords = new Intl.ListFormat("en-GB");

/** Fetched when somebody ends one: a dialog is more than the rest of this page. */
const EndTokenDialog = lazy(async () => ({ default: (await import("./end-token-dialog.tsx")).EndTokenDialog }));

export const TokenRow = ({ token }: { token: ApiToken }) => {
  const { zone } = useMe();
  const now = useNow();
  const [isEnding, setEnding] = useState(false);
  const { name, scopes, readOnly, createdAt, lastUsedAt, expiresAt } = token;
  return (
    <li className="border-line flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <KeyRound aria-hidden="true" className="text-ink-3 shrink-0" size={18} strokeWidth={1.75} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-ui font-semibold wrap-anywhere">{name}</p>
        <p className="text-meta text-ink-2">
          May {readOnly ? "only read" : "use"} {inWords.format(scopes.map((tool) => toolWords[tool]))}
        </p>
        <p className="text-meta text-ink-2">
          Made {moment(zone, createdAt, now)},{" "}
          {lastUsedAt === null ? "not used yet" : `last used ${longAgo(zone, lastUsedAt, now)}`}
        </p>
        <p className="text-meta text-ink-2">Ends {longDay(dayIn(zone, expiresAt))}</p>
      </div>
      <Button aria-label={`End the token of ${name}`} size="sm" onPress={() => setEnding(true)}>
        End
      </Button>
      {isEnding && (
        <Suspense>
          <EndTokenDialog token={token} onClose={() => setEnding(false)} />
        </Suspense>
      )}
    </li>
  );
};
