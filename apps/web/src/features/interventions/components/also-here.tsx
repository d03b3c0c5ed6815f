import { PresenceStack } from "@handrail/ui/presence-stack";
import { useEffect } from "react";

import { usePresence } from "../../../realtime/hooks.ts";
import { here } from "../../../realtime/live.ts";
import { useMe } from "../../../shell/me.ts";

const noteOf = (at: string | null): { note?: string } => {
  if (at === "plan") return { note: "editing the details" };
  return at?.startsWith("goal.") === true ? { note: "changing a goal" } : {};
};

/** Who else has this intervention open, and who of them is changing its plan. */
export const AlsoHere = ({ interventionId }: { interventionId: string }) => {
  const { userId } = useMe();
  useEffect(() => {
    here({ kind: "intervention", id: interventionId, at: null });
    return () => here(null);
  }, [interventionId]);
  const others = usePresence("intervention", interventionId).filter(({ id }) => id !== userId);
  return (
    <PresenceStack
      label="Also on this intervention"
      people={others.map(({ id, name, at }, tone) => ({
        id,
        name,
        tone,
        ...noteOf(at),
      }))}
    />
  );
};
