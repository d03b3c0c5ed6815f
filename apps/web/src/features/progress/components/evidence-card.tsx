import { addDays, daysBetween } from "@handrail/domain/kernel/time";
import { speaksAgainst } from "@handrail/domain/progress/evidence";
import type { DecisionRow } from "@handrail/domain/progress/exit-schema";
import { writeValue } from "@handrail/domain/progress/values";
import { SmallChart } from "@handrail/ui/charts/small-chart";
import { Checkbox } from "@handrail/ui/checkbox";
import { Chip } from "@handrail/ui/chip";
import { cx } from "@handrail/ui/cx";
import { Link } from "@tanstack/react-router";

import { moment, shortDay } from "../../../lib/time.ts";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { doseWords } from "../words.ts";

export type EvidenceCardProps = {
  row: DecisionRow;
  names: StudentNames;
  zone: string;
  now: string;
  isSelected?: boolean;
  onSelect?: (isSelected: boolean) => void;
};

const dayOne = "2000-01-01";
const xOf = (day: string): number => daysBetween(dayOne, day);

/** The frozen points as a small picture, with the way to the goal. */
const Picture = ({ evidence }: Pick<DecisionRow, "evidence">) => {
  const { points, goal } = evidence;
  const values = [...points.map(({ value }) => value), ...(goal === null ? [] : [goal.target])];
  const first = points[0]?.on ?? evidence.on;
  const data = {
    points: points.map(({ on, value }) => ({
      id: on,
      x: xOf(on),
      y: value,
      label: "",
      isHollow: false,
      hasNote: false,
    })),
    aim:
      goal === null || goal.baseline === null
        ? null
        : { from: { x: xOf(first), y: goal.baseline }, to: { x: xOf(goal.targetOn), y: goal.target }, label: "" },
    goal: null,
    trends: [],
    trendLabel: null,
    phases: [],
    strip: [],
    stripLabel: "",
    xFrom: xOf(first),
    xTo: xOf(goal?.targetOn ?? addDays(evidence.on, 1)),
    xTicks: [],
    yFrom: Math.min(...values),
    yTo: Math.max(...values),
    unit: "",
  };
  return points.length < 2 ? null : <SmallChart data={data} yFrom={data.yFrom} yTo={data.yTo} />;
};

/** What speaks for an exit, as it was when it was recommended. */
export const EvidenceCard = ({ row, names, zone, now, isSelected = false, onSelect }: EvidenceCardProps) => {
  const { evidence, studentId, displayCode, interventionId, interventionName, ownerName, createdAt, decision } = row;
  const name = names.calledOf(studentId) ?? displayCode;
  return (
    <div className={cx("flex gap-3", onSelect === undefined && "ps-1")}>
      {onSelect !== undefined && (
        <Checkbox hideLabel isSelected={isSelected} onChange={onSelect}>
          Select {name}
        </Checkbox>
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
          <h2 className="text-head">
            <StudentName code={displayCode} names={names} studentId={studentId} />
          </h2>
          <p className="text-meta text-ink-2">
            <Link
              className="underline underline-offset-2"
              params={{ interventionId }}
              search={{ part: "progress" }}
              to="/interventions/$interventionId"
            >
              {interventionName}
            </Link>
            , {ownerName} · <time dateTime={createdAt}>{moment(zone, createdAt, now)}</time>
          </p>
        </div>
        <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
          <div className="w-40 shrink-0">
            <Picture evidence={evidence} />
          </div>
          <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1.5">
            {row.recommendedBy !== null && (
              <p className="text-ui text-ink">Recommended by {row.recommendedBy}: the exit rules were not all met.</p>
            )}
            {evidence.criteria.map(({ id, words, used, isMet }) => (
              <p className="text-ui text-ink" key={id}>
                {isMet === false && "Not met: "}
                {words}
                <span className="text-ink-2">
                  {used.length === 0
                    ? "."
                    : used.length <= 5
                      ? `: ${used.map(({ on, value }) => `${writeValue(value)} on ${shortDay(on)}`).join(", ")}.`
                      : `: ${used.length} counted.`}
                </span>
              </p>
            ))}
            {speaksAgainst(evidence) && (
              <p className="text-ui border-tardy border-s-2 ps-3">
                The exit rules are met, but the points do not agree: {evidence.verdict?.sentence}
              </p>
            )}
            <div className="flex flex-wrap gap-1.5">
              {evidence.verdict !== null && !speaksAgainst(evidence) && (
                <Chip>{evidence.verdict.sentence.replace(/\.$/, "")}</Chip>
              )}
              <Chip>{doseWords(evidence.dosage)}</Chip>
            </div>
          </div>
        </div>
        {decision !== "pending" && (
          <p className="text-ui border-line border-s-2 ps-3">
            <span className="font-semibold">{decision === "accepted" ? "Exited" : "Kept"}</span>
            <span className="text-ink-2">
              {" "}
              by {row.decidedBy}, {row.decidedAt === null ? "" : moment(zone, row.decidedAt, now)}
            </span>
            <span className="block">{row.reason}</span>
          </p>
        )}
      </div>
    </div>
  );
};
