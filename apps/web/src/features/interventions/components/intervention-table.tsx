import type { InterventionRow } from "@handrail/domain/interventions/intervention-schema";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { Link } from "@tanstack/react-router";
import type { RefObject } from "react";

import { shortDay } from "../../../lib/time.ts";
import { typeWords } from "../words.ts";
import { DoseCell } from "./dose-cell.tsx";
import { InterventionStatus } from "./intervention-status.tsx";
import { VerdictCounts } from "./verdict-counts.tsx";

const places = ({ students, capacity, waiting }: InterventionRow): string =>
  `${capacity === null ? students : `${students}/${capacity}`}${waiting > 0 ? ` +${waiting}` : ""}`;

const Named = ({ row }: { row: InterventionRow }) => (
  <>
    <Link
      className="text-ink hover:text-accent-ink font-semibold underline-offset-2 hover:underline max-sm:inline-flex max-sm:min-h-11 max-sm:items-center"
      data-row=""
      params={{ interventionId: row.id }}
      to="/interventions/$interventionId"
    >
      {row.name}
    </Link>
    <span className="text-meta text-ink-2 block font-normal">
      {typeWords[row.type]}, tier {row.tier} · {row.owner.name}
    </span>
  </>
);

const Facts = ({ row }: { row: InterventionRow }) => (
  <dl className="text-meta text-ink-2 grid grid-cols-2 gap-x-4 gap-y-1">
    <div className="flex gap-1.5">
      <dt>Students</dt>
      <dd className="text-ink tabular-nums">{places(row)}</dd>
    </div>
    <div className="flex gap-1.5">
      <dt>Sessions</dt>
      <dd className="text-ink tabular-nums">
        {row.sessionsHeld} of {row.sessionsPlanned}
      </dd>
    </div>
    <div className="flex gap-1.5">
      <dt>Dose</dt>
      <dd className="text-ink">
        <DoseCell planned={row.minutesPlanned} received={row.minutesReceived} />
      </dd>
    </div>
    <div className="flex gap-1.5">
      <dt>Last point</dt>
      <dd className="text-ink">{row.lastPointOn === null ? "none" : shortDay(row.lastPointOn)}</dd>
    </div>
  </dl>
);

export type InterventionTableProps = {
  rows: readonly InterventionRow[];
  /** On a phone the columns become lines of each row. */
  isNarrow?: boolean;
  ref?: RefObject<HTMLDivElement | null>;
};

/** What runs, with how much of it reached the students. */
export const InterventionTable = ({ rows, isNarrow = false, ref }: InterventionTableProps) =>
  isNarrow ? (
    <div ref={ref}>
      <ul className="rounded-card border-line bg-surface divide-line divide-y border" role="list">
        {rows.map((row) => (
          <li className="flex flex-col gap-2 px-4 py-3" key={row.id}>
            <div className="flex flex-wrap items-start justify-between gap-2">
              <div className="min-w-0">
                <Named row={row} />
              </div>
              <span className="flex flex-wrap gap-2">
                <InterventionStatus status={row.status} />
                <VerdictCounts verdicts={row.verdicts} />
              </span>
            </div>
            <Facts row={row} />
          </li>
        ))}
      </ul>
    </div>
  ) : (
    <div className="rounded-card border-line bg-surface border px-2" ref={ref}>
      <Table caption="List of interventions">
        <TableHead>
          <Row>
            <ColumnHeader>Intervention</ColumnHeader>
            <ColumnHeader>Status</ColumnHeader>
            <ColumnHeader numeric>Students</ColumnHeader>
            <ColumnHeader numeric>Sessions held</ColumnHeader>
            <ColumnHeader numeric>Minutes received</ColumnHeader>
            <ColumnHeader>Progress</ColumnHeader>
            <ColumnHeader numeric>Last point</ColumnHeader>
          </Row>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.id}>
              <RowHeader>
                <Named row={row} />
              </RowHeader>
              <Cell>
                <InterventionStatus status={row.status} />
              </Cell>
              <Cell numeric>{places(row)}</Cell>
              <Cell numeric>
                {row.sessionsHeld} of {row.sessionsPlanned}
              </Cell>
              <Cell numeric>
                <DoseCell planned={row.minutesPlanned} received={row.minutesReceived} />
              </Cell>
              <Cell>
                <VerdictCounts verdicts={row.verdicts} />
              </Cell>
              <Cell numeric>
                {row.lastPointOn === null ? <span className="text-ink-2">none</span> : shortDay(row.lastPointOn)}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  );
