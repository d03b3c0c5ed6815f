import { type MarkValue, sameMark } from "@handrail/domain/attendance/rules";
import type { HistoryEntry } from "@handrail/domain/attendance/schema";
import { Button } from "@handrail/ui/button";
import { Mark } from "@handrail/ui/mark";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import ArrowRight from "lucide-react/icons/arrow-right";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";

import { api } from "../../../lib/api.ts";
import { serverNow } from "../../../lib/now.ts";
import { moment } from "../../../lib/time.ts";
import type { ViewRow } from "../roster/overlay.ts";
import { kindOf, wordOf } from "../roster/words.ts";

export interface HistoryPopoverProps {
  readonly sessionId: string;
  readonly row: ViewRow;
  readonly name: string;
  readonly zone: string;
  readonly anchor: HTMLElement | null;
  readonly mayMark: boolean;
  readonly onRestore: (value: MarkValue) => void;
  readonly onClose: () => void;
}

const Value = ({ value }: { value: NonNullable<HistoryEntry["before"]> }) => (
  <span className="inline-flex items-center gap-1.5">
    <Mark
      kind={kindOf[value.status]}
      size="sm"
      {...(value.minutesLate === null ? {} : { minutes: value.minutesLate })}
    />
    {value.note !== null && <span className="text-meta text-ink-2 max-w-40 truncate">“{value.note}”</span>}
  </span>
);

interface LinesProps extends Omit<HistoryPopoverProps, "anchor"> {
  readonly lines: readonly HistoryEntry[];
}

const Lines = ({ lines, row, zone, mayMark, onRestore, onClose }: LinesProps) => (
  <ol className="flex flex-col" role="list">
    {lines.map(({ at, by, before, after }, index) => (
      // Two changes within one moment are told apart by their place alone.
      <li className="border-line flex min-h-11 items-center gap-3 border-b py-1 last:border-b-0" key={`${at}-${index}`}>
        <span className="text-meta text-ink-2 w-28 shrink-0">
          <time dateTime={at}>{moment(zone, at, serverNow())}</time>
          <br />
          {by?.name ?? "Handrail"}
        </span>
        <span className="flex flex-1 flex-wrap items-center gap-1.5">
          {before !== null && <Value value={before} />}
          <ArrowRight aria-hidden="true" className="text-ink-3" size={14} />
          {after !== null && <Value value={after} />}
        </span>
        {mayMark && before !== null && !sameMark(before, row) && (
          <Button
            aria-label={`Set back to ${wordOf[before.status]}`}
            size="sm"
            variant="quiet"
            onPress={() => {
              onRestore(before);
              onClose();
            }}
          >
            Undo
          </Button>
        )}
      </li>
    ))}
  </ol>
);

/** Everything that was said of one row, and the way back to each of it. */
export const HistoryPopover = (props: HistoryPopoverProps) => {
  const { sessionId, row, name, anchor, onClose } = props;
  const query = useQuery({
    ...api.attendance.history.queryOptions({ sessionId, studentId: row.studentId }),
    staleTime: 0,
    gcTime: 0,
    enabled: anchor !== null,
  });
  return (
    <Popover
      className="animate-appear rounded-card border-line bg-surface text-body text-ink shadow-overlay w-[26rem] max-w-[calc(100vw-1rem)] overflow-y-auto border"
      isOpen={anchor !== null}
      offset={6}
      placement="bottom end"
      triggerRef={{ current: anchor }}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog aria-label={`History of ${name}`} className="p-4 outline-none">
        <h2 className="text-head mb-1">{name}</h2>
        {query.data ? (
          query.data.length === 0 ? (
            <p className="text-ui text-ink-2">No mark yet.</p>
          ) : (
            <Lines {...props} lines={query.data} />
          )
        ) : query.isError ? (
          <p className="text-ui text-ink-2">The history could not be loaded. You can go on marking.</p>
        ) : (
          <SkeletonRows label="The history is loading" rows={3} />
        )}
      </Dialog>
    </Popover>
  );
};
