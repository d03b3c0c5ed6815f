import type { CaseRow, CaseSort } from "@handrail/domain/casework/case-schema";
import { Checkbox } from "@handrail/ui/checkbox";
import { cx } from "@handrail/ui/cx";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { Link } from "@tanstack/react-router";
import ArrowDown from "lucide-react/icons/arrow-down";

import { shortDay } from "../../../lib/time.ts";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { causeLabel, count } from "../words.ts";
import { CaseStatusPill, FollowUp, UrgencyMeter } from "./case-facts.tsx";
import { MoveMenu } from "./move-menu.tsx";

export type CaseRowsProps = {
  rows: readonly CaseRow[];
  names: StudentNames;
  today: string;
  chosen: ReadonlySet<string>;
  onChoose: (caseId: string, isChosen: boolean) => void;
};

/** A closed case is not followed up. */
const dueOf = (one: CaseRow): string | null => (one.status === "closed" ? null : one.followUpDate);

const linkClass =
  "text-ink hover:text-accent-ink font-semibold underline-offset-2 hover:underline max-sm:inline-flex max-sm:min-h-11 max-sm:items-center";

export const CaseLink = ({ one, names }: { one: CaseRow; names: StudentNames }) => (
  <Link className={linkClass} data-case={one.id} data-row="" params={{ caseId: one.id }} to="/cases/$caseId">
    <StudentName code={one.displayCode} names={names} studentId={one.studentId} />
  </Link>
);

const labelOf = (one: CaseRow, names: StudentNames): string =>
  `${names.calledOf(one.studentId) ?? one.displayCode}, ${causeLabel(one.rootCause)}`;

const Contact = ({ one }: { one: CaseRow }) => (
  <>
    {shortDay(one.lastContactOn)}{" "}
    <span className="text-meta text-ink-2 whitespace-nowrap">({count(one.meetings, "meeting", "meetings")})</span>
  </>
);

type SortProps = { sort: CaseSort; onSort: (sort: CaseSort) => void };

/** A column's name, and the way to sort by it. */
const SortHeader = ({ by, children, sort, onSort }: SortProps & { by: CaseSort; children: string }) => (
  <ColumnHeader aria-sort={sort === by ? "ascending" : "none"}>
    <button
      className={cx(
        "inline-flex min-h-6 items-center gap-1 underline-offset-2 hover:underline",
        sort === by && "text-ink font-semibold",
      )}
      type="button"
      onClick={() => onSort(by)}
    >
      {children}
      {sort === by && <ArrowDown aria-hidden="true" size={12} />}
    </button>
  </ColumnHeader>
);

/** Cases, in the order that is chosen at a column's name. */
export const CaseTable = ({ rows, names, today, chosen, sort, onChoose, onSort }: CaseRowsProps & SortProps) => (
  <div className="rounded-card border-line bg-surface border px-2">
    <Table caption="Cases">
      <TableHead>
        <Row>
          <ColumnHeader>
            <span className="sr-only">Choose</span>
          </ColumnHeader>
          <ColumnHeader>Student</ColumnHeader>
          <SortHeader by="rootCause" sort={sort} onSort={onSort}>
            Cause
          </SortHeader>
          <SortHeader by="status" sort={sort} onSort={onSort}>
            Status
          </SortHeader>
          <SortHeader by="urgency" sort={sort} onSort={onSort}>
            Urgency
          </SortHeader>
          <SortHeader by="followUp" sort={sort} onSort={onSort}>
            Follow-up
          </SortHeader>
          <SortHeader by="contact" sort={sort} onSort={onSort}>
            Last contact
          </SortHeader>
          <ColumnHeader>
            <span className="sr-only">Move</span>
          </ColumnHeader>
        </Row>
      </TableHead>
      <TableBody>
        {rows.map((one) => (
          <Row aria-selected={chosen.has(one.id)} key={one.id}>
            <Cell>
              <Checkbox hideLabel isSelected={chosen.has(one.id)} onChange={(isChosen) => onChoose(one.id, isChosen)}>
                {`Choose ${labelOf(one, names)}`}
              </Checkbox>
            </Cell>
            <RowHeader>
              <CaseLink names={names} one={one} />
              <span className="text-meta text-ink-2 block font-normal">
                Grade {one.gradeLevel} · {one.escalatedTo?.name ?? one.opener.name}
              </span>
            </RowHeader>
            <Cell>{causeLabel(one.rootCause)}</Cell>
            <Cell>
              <CaseStatusPill status={one.status} />
            </Cell>
            <Cell>
              <UrgencyMeter urgency={one.urgency} />
            </Cell>
            <Cell>
              <FollowUp followUpDate={dueOf(one)} isBare overdueDays={one.overdueDays} today={today} />
            </Cell>
            <Cell>
              <Contact one={one} />
            </Cell>
            <Cell>
              <MoveMenu label={labelOf(one, names)} one={one} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  </div>
);

/** The same on a phone: the columns become lines of each row. */
export const CaseLines = ({ rows, names, today }: Omit<CaseRowsProps, "chosen" | "onChoose">) => (
  <ul className="rounded-card border-line bg-surface border" role="list">
    {rows.map((one) => (
      <li className="border-line flex flex-col gap-1.5 border-b px-4 py-3 last:border-b-0" key={one.id}>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <CaseLink names={names} one={one} />
          <CaseStatusPill status={one.status} />
        </div>
        <p className="text-ui flex flex-wrap items-center gap-x-4 gap-y-1">
          <span>{causeLabel(one.rootCause)}</span>
          <UrgencyMeter urgency={one.urgency} />
          <FollowUp followUpDate={dueOf(one)} overdueDays={one.overdueDays} today={today} />
        </p>
        <div className="text-meta text-ink-2 flex items-center justify-between gap-2">
          <span>
            Last contact <Contact one={one} />
          </span>
          <MoveMenu label={labelOf(one, names)} one={one} />
        </div>
      </li>
    ))}
  </ul>
);
