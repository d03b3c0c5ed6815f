import { Avatar } from "@handrail/ui/avatar";
import { Chip } from "@handrail/ui/chip";
import { cx } from "@handrail/ui/cx";
import StickyNote from "lucide-react/icons/sticky-note";
import TriangleAlert from "lucide-react/icons/triangle-alert";

import { codeWords } from "../../../lib/called-name.ts";
import { clockTime } from "../../../lib/time.ts";
import { useWhyCode } from "../roster/names.ts";
import type { ViewRow } from "../roster/overlay.ts";
import { grade, markText, shortName } from "../roster/words.ts";
import { MinutesField } from "./minutes-field.tsx";
import type { RosterRowProps, RowHands } from "./row-props.ts";

/** `P 09:56 by Ito` */
export const Who = ({
  row,
  zone,
  personId,
  nameOf,
}: {
  row: ViewRow;
  zone: string;
  personId: string;
  nameOf: RowHands["nameOf"];
}) => {
  if (row.recordedAt === null || row.status === "scheduled") return null;
  const who = row.takenBy === personId ? "you" : shortName(nameOf(row.takenBy));
  return (
    <span className="truncate">
      <span className="max-sm:hidden">{markText(row)} </span>
      <time dateTime={row.recordedAt}>{clockTime(zone, row.recordedAt)}</time> by {who}
      {row.isQueued && <span className="sr-only">, kept on this device</span>}
    </span>
  );
};

const Note = ({ row, isShaded, isPhone }: Pick<RosterRowProps, "row" | "isShaded" | "isPhone">) => (
  <span className="inline-flex min-w-0 items-center gap-1">
    <StickyNote aria-hidden="true" className="shrink-0" size={13} />
    <span className="sr-only">Note{isShaded ? "" : ": "}</span>
    {!isShaded && <span className={isPhone ? "sr-only" : "truncate"}>{row.note}</span>}
  </span>
);

/** Named, not only hinted at: whoever marks Absent should see where the student may be. */
const Clash = ({ words }: { words: string }) => (
  <span className="text-meta text-tardy flex min-w-0 items-start gap-1" data-clash="">
    <TriangleAlert aria-hidden="true" className="mt-0.75 shrink-0" size={13} />
    <span className="line-clamp-3 leading-[1.3]">{words}</span>
  </span>
);

/** The row's header: who it is about, and on a phone also what was said of them. */
export const RowName = (props: RosterRowProps) => {
  const { row, name, clash, isShaded, isPhone, mayMark, isNoteOpen, holder, tone, zone, personId, hands } = props;
  const why = useWhyCode(row.studentId);
  const isLate = isPhone && mayMark && row.status === "tardy";
  return (
    <div className={cx("min-w-0", isPhone ? "py-1.5" : "pt-1.5 @3xl:py-1.5")} role="rowheader">
      <span className="flex min-w-0 items-center gap-2">
        <span
          className={cx(
            "text-body text-ink min-w-0 font-semibold",
            isPhone ? "line-clamp-2 leading-[1.2]" : "truncate",
          )}
        >
          {name}
        </span>
        {holder !== null && (
          <span className="-my-1 shrink-0" title={`${holder} is on this row`}>
            <Avatar name={holder} size="sm" tone={tone} />
            <span className="sr-only">{holder} is on this row</span>
          </span>
        )}
        {!isPhone && row.expectation === "guest" && <Chip tone="accent">Guest</Chip>}
      </span>
      <span className="text-meta text-ink-2 flex min-w-0 items-center gap-2">
        {!isShaded && name !== row.displayCode && !isPhone && (
          <span className="font-(family-name:--font-code) text-[0.75rem] tracking-tight whitespace-nowrap">
            {row.displayCode}
          </span>
        )}
        {!isShaded && name === row.displayCode && why !== undefined && (
          <span className="truncate">{codeWords[why].short}</span>
        )}
        <span className="whitespace-nowrap">{grade(row.gradeLevel)}</span>
        {isPhone && row.expectation === "guest" && <span className="text-accent-ink">Guest</span>}
        {isPhone && !isLate && <Who {...{ row, zone, personId }} nameOf={hands.nameOf} />}
        {isLate && (
          <MinutesField
            label={`Minutes late for ${name}`}
            minutes={row.minutesLate ?? 0}
            onChange={(minutes) => hands.minutes(row.studentId, minutes)}
          />
        )}
        {row.note !== null && !isNoteOpen && <Note {...{ row, isShaded, isPhone }} />}
      </span>
      {clash !== null && <Clash words={clash} />}
    </div>
  );
};
