import { Button } from "@handrail/ui/button";
import { Mark } from "@handrail/ui/mark";
import { Popover } from "@handrail/ui/popover";
import { useStore } from "@handrail/ui/store";
import HardDrive from "lucide-react/icons/hard-drive";

import { clockTime } from "../../../lib/time.ts";
import { countKept } from "../queue/core.ts";
import { type Item, marksOf, studentsOf } from "../queue/item.ts";
import { isDurable } from "../queue/store.ts";
import { kindOf } from "../roster/words.ts";

export interface KeptLineProps {
  readonly items: readonly Item[];
  readonly zone: string;
  readonly labelOf: (studentId: string) => string;
}

const words = {
  keep: "Chosen value",
  addGuest: "Guest",
  setExpectation: "Expectation",
  finish: "Finish",
  reopen: "Reopen",
} as const;

/** Only there when something waits: how many, and on a press, what. */
export const KeptLine = ({ items, zone, labelOf }: KeptLineProps) => {
  const durable = useStore(isDurable);
  const count = countKept(items);
  if (count === 0) return null;
  return (
    <div className="text-meta text-ink-2 flex items-center gap-2" data-kept={count}>
      <Popover
        label="Kept on this device"
        placement="top start"
        trigger={
          <Button icon={<HardDrive aria-hidden="true" size={15} />} size="sm" variant="quiet">
            {count} kept on this device
          </Button>
        }
      >
        <ul className="text-ui flex max-h-80 flex-col gap-1.5" role="list">
          {items.flatMap((item) =>
            item.procedure === "record"
              ? marksOf(item).map((mark) => (
                  <li className="flex items-center gap-2" key={`${item.mutationId}${mark.studentId}`}>
                    <Mark kind={kindOf[mark.status]} size="sm" />
                    <span className="flex-1">{labelOf(mark.studentId)}</span>
                    <time className="text-meta text-ink-2">{clockTime(zone, item.madeAt)}</time>
                  </li>
                ))
              : [
                  <li className="flex items-center gap-2" key={item.mutationId}>
                    <span className="flex-1">
                      {[words[item.procedure], ...studentsOf(item).map(labelOf)].join(": ")}
                    </span>
                    <time className="text-meta text-ink-2">{clockTime(zone, item.madeAt)}</time>
                  </li>,
                ],
          )}
        </ul>
      </Popover>
      {!durable && <span>Keep this page open: this browser stores nothing.</span>}
    </div>
  );
};
