import PencilLine from "lucide-react/icons/pencil-line";
import { useEffect } from "react";

import { usePresence, useWatch } from "../../../realtime/hooks.ts";
import { hereOver } from "../../../realtime/live.ts";
import { useMe } from "../../../shell/me.ts";

const nothing = (): void => undefined;
const at = "writing";
const names = new Intl.ListFormat("en-GB");

/** Who else is writing about this student just now: what they say need not be said twice. */
export const AlsoWriting = ({ studentId }: { studentId: string }) => {
  const { userId } = useMe();
  useWatch({ kind: "student", studentId: studentId as never }, { stale: nothing });
  useEffect(() => hereOver({ kind: "student", id: studentId, at }), [studentId]);
  const others = usePresence("student", studentId).filter((one) => one.id !== userId && one.at === at);
  return (
    <p aria-live="polite" className="text-ui text-ink-2 flex items-center gap-1.5 empty:hidden">
      {others.length > 0 && (
        <>
          <PencilLine aria-hidden="true" className="text-live shrink-0" size={14} />
          {names.format(others.map(({ name }) => name))} {others.length === 1 ? "is" : "are"} also writing about this
          student.
        </>
      )}
    </p>
  );
};
