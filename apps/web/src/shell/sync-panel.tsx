import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { useStore } from "@handrail/ui/store";
import { Link } from "@tanstack/react-router";

import { lastSent } from "../features/attendance/components/kept-count.ts";
import { countKept } from "../features/attendance/queue/core.ts";
import type { Item } from "../features/attendance/queue/item.ts";
import { queueStore } from "../features/attendance/queue/store.ts";
import { useSessionTitle } from "../features/attendance/roster/use-session-title.ts";
import { clockTime } from "../lib/time.ts";
import { useLiveState } from "../realtime/hooks.ts";
import { type LiveState, reconnect } from "../realtime/live.ts";
import { useMe } from "./me.ts";

const connection: Readonly<Record<LiveState, string>> = {
  live: "Connected. Changes by colleagues show at once.",
  connecting: "Connecting to Handrail.",
  offline: "Handrail cannot be reached. Marks and notes are kept on this device and sent when the network is back.",
};

const keptWords = (items: readonly Item[]): string => {
  const count = countKept(items);
  const refused = countKept(items.filter((item) => item.state === "attention"));
  const all = count === 1 ? "1 change" : `${count} changes`;
  return refused === 0 ? all : `${all}, ${refused} for you to decide`;
};

interface KeptProps {
  readonly sessionId: string;
  readonly items: readonly Item[];
  readonly zone: string;
  readonly onLeave: () => void;
}

const Kept = ({ sessionId, items, zone, onLeave }: KeptProps) => {
  const title = useSessionTitle(sessionId, items[0]?.personId ?? "");
  const since = items.map(({ madeAt }) => madeAt).sort()[0] ?? "";
  return (
    <li className="border-line flex items-center justify-between gap-4 border-b py-1 last:border-b-0">
      <Link
        className="text-ui text-accent-ink flex min-h-11 items-center underline-offset-2 hover:underline"
        params={{ sessionId }}
        to="/sessions/$sessionId"
        onClick={onLeave}
      >
        {title}
      </Link>
      <span className="text-meta text-ink-2 text-end">
        {keptWords(items)}, since <time dateTime={since}>{clockTime(zone, since)}</time>
      </span>
    </li>
  );
};

/** What this device holds back, for which session and since when, and what it sent last. */
export const SyncPanel = ({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) => {
  const { userId, zone } = useMe();
  const live = useLiveState();
  const sent = useStore(lastSent);
  const mine = useStore(queueStore).filter((item) => item.personId === userId);
  const sessions = [...new Set(mine.map(({ sessionId }) => sessionId))];
  const isWaiting = mine.some((item) => item.state !== "attention");
  return (
    <Dialog
      footer={(close) => (
        <>
          {(isWaiting || live !== "live") && <Button onPress={reconnect}>Try now</Button>}
          <Button onPress={close}>Close</Button>
        </>
      )}
      isOpen={isOpen}
      size="sm"
      title="Sent and kept"
      onOpenChange={onOpenChange}
    >
      <div className="flex flex-col gap-4" data-sync="">
        <p className="text-ui" role="status">
          {connection[live]}
        </p>
        {sessions.length === 0 ? (
          <p className="text-ui text-ink-2">Everything on this device has been sent.</p>
        ) : (
          <ul aria-label="Kept on this device" role="list">
            {sessions.map((sessionId) => (
              <Kept
                items={mine.filter((item) => item.sessionId === sessionId)}
                key={sessionId}
                sessionId={sessionId}
                zone={zone}
                onLeave={() => onOpenChange(false)}
              />
            ))}
          </ul>
        )}
        {sent !== null && (
          <p className="text-meta text-ink-2">
            Sent last: {sent.count === 1 ? "1 change" : `${sent.count} changes`} at{" "}
            <time dateTime={sent.at}>{clockTime(zone, sent.at)}</time>.
          </p>
        )}
      </div>
    </Dialog>
  );
};
