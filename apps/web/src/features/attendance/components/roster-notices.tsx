import type { RosterSession } from "@handrail/domain/attendance/schema";
import { addDays, dayIn } from "@handrail/domain/kernel/time";
import { Banner } from "@handrail/ui/banner";
import type { ReactNode } from "react";

import { clockTime, shortDay } from "../../../lib/time.ts";

export interface RosterNoticesProps {
  readonly session: RosterSession;
  /** Set while what is shown may be behind the server. */
  readonly asOf: string | null;
  readonly isClosing: boolean;
  readonly isOffline: boolean;
  /** Why marks cannot be changed, in words. */
  readonly refusal: string | null;
  readonly onReopen: () => void;
}

const Framed = ({ children }: { children: ReactNode }) => (
  <div className="rounded-card border-line overflow-hidden border border-b-0">{children}</div>
);

/** Sentences about the roster as a whole; none of them covers it. */
export const RosterNotices = ({ session, asOf, isClosing, isOffline, refusal, onReopen }: RosterNoticesProps) => {
  const { zone, status, cancelledReason, endsAt, editDays, mayReopen } = session;
  const action = mayReopen ? { action: { label: "Reopen", onPress: onReopen } } : {};
  return (
    <>
      {asOf !== null && (
        <Framed>
          <Banner tone="warn">
            As of {clockTime(zone, asOf)}. Marks are kept on this device and sent when the network is back.
          </Banner>
        </Framed>
      )}
      {status === "cancelled" && (
        <Framed>
          <Banner tone="warn">
            This session was cancelled{cancelledReason === null ? "" : `: ${cancelledReason}`}. Nobody is expected.
          </Banner>
        </Framed>
      )}
      {status === "completed" && (
        <Framed>
          <Banner {...action}>
            {isClosing && isOffline
              ? "Finishes when back online."
              : refusal === null
                ? `Finished. Marks can be changed until ${shortDay(addDays(dayIn(zone, endsAt), editDays))}.`
                : `Finished. ${refusal}`}
          </Banner>
        </Framed>
      )}
      {status === "scheduled" && refusal !== null && (
        <Framed>
          <Banner>{refusal}</Banner>
        </Framed>
      )}
    </>
  );
};
