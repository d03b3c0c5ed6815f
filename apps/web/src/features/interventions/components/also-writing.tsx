import { useEffect } from "react";

import { usePresence } from "../../../realtime/hooks.ts";
import { hereOver } from "../../../realtime/live.ts";
import { useMe } from "../../../shell/me.ts";

const names = new Intl.ListFormat("en-GB");

export type AlsoWritingProps = {
  interventionId: string;
  /** What is open for writing: `plan`, or `goal.` with its id. */
  at: string;
};

/** Says to others what this person has open for writing, and who else has the same open just now. */
export const AlsoWriting = ({ interventionId, at }: AlsoWritingProps) => {
  const { userId } = useMe();
  useEffect(() => hereOver({ kind: "intervention", id: interventionId, at }), [interventionId, at]);
  const others = usePresence("intervention", interventionId).filter((one) => one.id !== userId && one.at === at);
  return (
    <p aria-live="polite" className="text-ui text-ink-2 empty:hidden">
      {others.length > 0 && (
        <>
          {names.format(others.map(({ name }) => name))} {others.length === 1 ? "is" : "are"} also changing this.
          Nothing is lost: where your changes differ, both values are shown.
        </>
      )}
    </p>
  );
};
