import { Button } from "@handrail/ui/button";
import { Mark } from "@handrail/ui/mark";
import TriangleAlert from "lucide-react/icons/triangle-alert";

import { clockTime } from "../../../lib/time.ts";
import { type Item, type KeptMark, marksOf, type Problem, studentsOf } from "../queue/item.ts";
import { letGo, sendAnyway } from "../queue/wishes.ts";
import { kindOf } from "../roster/words.ts";

export interface ReviewStripProps {
  readonly items: readonly Item[];
  readonly zone: string;
  readonly labelOf: (studentId: string) => string;
  readonly onExpect: (mark: KeptMark) => void;
}

/** What would be refused again, whoever sends it: nothing but its reason and the way to put it away. */
const final = new Set(["NOT_ENROLLED", "EDIT_WINDOW_CLOSED", "NOT_FOUND", "NOT_ALLOWED"]);

const Verbs = ({ item, onExpect }: { item: Item; onExpect: ReviewStripProps["onExpect"] }) => {
  const { mutationId, problem } = item;
  const situation = problem?.situation ?? "";
  return (
    <span className="flex gap-2">
      {situation === "NOT_EXPECTED" && item.procedure === "record" ? (
        <Button
          size="sm"
          onPress={() => {
            for (const mark of marksOf(item)) onExpect(mark);
          }}
        >
          Expect and mark
        </Button>
      ) : (
        !final.has(situation) && (
          <Button size="sm" onPress={() => sendAnyway(mutationId)}>
            Send anyway
          </Button>
        )
      )}
      <Button size="sm" variant="quiet" onPress={() => letGo(mutationId)}>
        Discard
      </Button>
    </span>
  );
};

const meant = (item: Item): string => {
  switch (item.procedure) {
    case "record":
      return "Mark";
    case "keep":
      return "Choice between two marks";
    case "addGuest":
      return "Add to the roster";
    case "setExpectation":
      return item.input.expected ? "Expect today" : "Not expected today";
    case "finish":
      return "Finish the session";
    case "reopen":
      return "Reopen the session";
  }
};

/** A clash is said with the session that is in the way, and its times at the school. */
const reasonOf = (problem: Problem | null, zone: string): string => {
  if (problem === null) return "";
  const { title, startsAt, endsAt } = problem.details;
  if (problem.situation !== "SESSION_CLASH" || typeof startsAt !== "string" || typeof endsAt !== "string")
    return problem.reason;
  return `Expected at ${String(title)} from ${clockTime(zone, startsAt)} to ${clockTime(zone, endsAt)}.`;
};

/** What the server did not take: each value is kept here, with the reason, until a person decides. */
export const ReviewStrip = ({ items, zone, labelOf, onExpect }: ReviewStripProps) => {
  if (items.length === 0) return null;
  return (
    <section
      aria-label="Needs your decision"
      className="rounded-card border-tardy bg-surface border print:hidden"
      data-review=""
    >
      <h2 className="border-line text-ui text-ink flex items-center gap-2 border-b px-4 py-2.5 font-semibold">
        <TriangleAlert aria-hidden="true" className="text-tardy" size={16} />
        Not saved: decide what to do
      </h2>
      <ul role="list">
        {items.map((item) => (
          <li
            className="border-line flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2.5 last:border-b-0"
            key={item.mutationId}
          >
            <div className="min-w-0 flex-1 basis-64">
              <ul className="flex flex-wrap items-center gap-x-4 gap-y-1" role="list">
                {marksOf(item).map((mark) => (
                  <li className="text-ui text-ink flex items-center gap-2" key={mark.studentId}>
                    <Mark
                      kind={kindOf[mark.status]}
                      size="sm"
                      {...(typeof mark.minutesLate === "number" ? { minutes: mark.minutesLate } : {})}
                    />
                    {labelOf(mark.studentId)}
                  </li>
                ))}
                {item.procedure !== "record" && (
                  <li className="text-ui text-ink">{[meant(item), ...studentsOf(item).map(labelOf)].join(": ")}</li>
                )}
              </ul>
              <p className="text-meta text-ink-2 mt-0.5">{reasonOf(item.problem, zone)}</p>
            </div>
            <Verbs item={item} onExpect={onExpect} />
          </li>
        ))}
      </ul>
    </section>
  );
};
