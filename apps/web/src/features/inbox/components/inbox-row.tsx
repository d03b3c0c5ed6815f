import type { Day, Instant } from "@handrail/domain/kernel/time";
import type { InboxLine } from "@handrail/domain/notifications/schema";
import { Button } from "@handrail/ui/button";
import { cx } from "@handrail/ui/cx";
import { memo } from "react";

import { longAgo } from "../../../lib/time.ts";
import { PutOffMenu } from "../../../shell/put-off-menu.tsx";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { aboutWords, lateWords, mayPutOff, titleOf } from "../words.ts";
import { SubjectLink } from "./subject-link.tsx";

export interface LineActs {
  readonly choose: (line: InboxLine) => void;
  readonly open: (line: InboxLine) => void;
  readonly finish: (line: InboxLine) => void;
  readonly putOff: (line: InboxLine, until: Day) => void;
}

export type InboxRowProps = {
  line: InboxLine;
  names: StudentNames;
  now: Instant;
  today: Day;
  zone: string;
  isChosen: boolean;
  isOffline: boolean;
  acts: LineActs;
};

export const InboxRow = memo((props: InboxRowProps) => {
  const { line, names, now, today, zone, isChosen, isOffline, acts } = props;
  const { studentId, displayCode, createdAt, isRead, actor } = line;
  const title = titleOf(line, today);
  const called = studentId === null ? null : (names.calledOf(studentId) ?? displayCode ?? "");
  const about = aboutWords(line);
  const spoken = [title, called, about].filter((part) => part !== null).join(", ");
  return (
    <li
      className={cx(
        "border-line relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2.5 last:border-b-0",
        isChosen && "bg-accent-soft",
      )}
    >
      <SubjectLink
        className="rounded-control flex min-h-11 min-w-0 flex-1 basis-56 items-start gap-2.5 no-underline"
        isRow
        line={line}
        onFocus={() => acts.choose(line)}
        onOpen={() => acts.open(line)}
      >
        <span
          aria-hidden="true"
          className={cx("rounded-chip mt-[0.45rem] size-2 shrink-0", isRead ? "bg-transparent" : "bg-accent")}
        />
        <span className="flex min-w-0 flex-col">
          <span className={cx("text-body", !isRead && "font-semibold")}>
            {!isRead && <span className="sr-only">Unread: </span>}
            {title}
            {studentId !== null && (
              <>
                : <StudentName code={displayCode ?? ""} isCompact names={names} studentId={studentId} />
              </>
            )}
          </span>
          <span className="text-meta text-ink-2">
            {[about, actor === null ? null : `by ${actor}`, lateWords(line, today) ?? longAgo(zone, createdAt, now)]
              .filter((part) => part !== null)
              .join(" · ")}
          </span>
        </span>
      </SubjectLink>
      <span className="ms-4 flex shrink-0 items-center gap-1">
        <Button
          aria-label={`Done: ${spoken}`}
          isDisabled={isOffline}
          shortcut="e"
          size="sm"
          onPress={() => acts.finish(line)}
        >
          Done
        </Button>
        {mayPutOff(line) && (
          <PutOffMenu
            isDisabled={isOffline}
            label={`Put off: ${spoken}`}
            shortcut="h"
            today={today}
            onChoose={(until) => acts.putOff(line, until)}
          />
        )}
      </span>
    </li>
  );
});
InboxRow.displayName = "InboxRow";
