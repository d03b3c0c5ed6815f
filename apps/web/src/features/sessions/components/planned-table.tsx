import { dayIn } from "@handrail/domain/kernel/time";
import type { PlannedSession } from "@handrail/domain/sessions/change-schema";
import { Button } from "@handrail/ui/button";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { Link } from "@tanstack/react-router";

import { clockTime, shortDay, zoneNote } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { PlannedPill } from "./planned-pill.tsx";

const dayOf = (zone: string, at: string): string => shortDay(dayIn(zone, at));

const Notes = ({ session }: { session: PlannedSession }) => {
  const { cancelledReason, substitutedFor, makesUpFor, hasMakeUp, zone } = session;
  const notes = [
    cancelledReason,
    substitutedFor === null ? null : `Substitute for ${substitutedFor}`,
    makesUpFor === null ? null : `Makes up for ${dayOf(zone, makesUpFor)}`,
    hasMakeUp ? "Made up for" : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? null : (
    <span className="text-meta text-ink-2 block font-normal">{notes.join(" · ")}</span>
  );
};

export type PlannedTableProps = {
  rows: readonly PlannedSession[];
  caption: string;
  /** They were, rather than are to come. */
  isOver: boolean;
  onChange: ((session: PlannedSession) => void) | null;
};

/** Sessions in the order of time. On a phone the columns that matter less join the first. */
export const PlannedTable = ({ rows, caption, isOver, onChange }: PlannedTableProps) => {
  const { tools } = useMe();
  const mayOpen = tools.includes("sessions");
  return (
    <div className="rounded-card border-line bg-surface border px-2">
      <Table caption={caption}>
        <TableHead>
          <Row>
            <ColumnHeader>When</ColumnHeader>
            <ColumnHeader className="max-sm:hidden">Room</ColumnHeader>
            <ColumnHeader className="max-sm:hidden">Facilitator</ColumnHeader>
            <ColumnHeader>Status</ColumnHeader>
            {onChange !== null && (
              <ColumnHeader className="print:hidden">
                <span className="sr-only">Change</span>
              </ColumnHeader>
            )}
          </Row>
        </TableHead>
        <TableBody>
          {rows.map((session) => {
            const { id, startsAt, endsAt, status, location, facilitator, zone } = session;
            const when = `${dayOf(zone, startsAt)}, ${clockTime(zone, startsAt)}`;
            return (
              <Row data-session={id} key={id}>
                <RowHeader>
                  {mayOpen ? (
                    <Link
                      className={`text-ink hover:text-accent-ink tabular-nums underline-offset-2 hover:underline max-sm:inline-flex max-sm:min-h-11 max-sm:items-center ${status === "cancelled" ? "line-through" : ""}`}
                      params={{ sessionId: id }}
                      to="/sessions/$sessionId"
                    >
                      {when}
                    </Link>
                  ) : (
                    <span className="tabular-nums">{when}</span>
                  )}
                  <span className="text-meta text-ink-2 block font-normal tabular-nums">
                    to {clockTime(zone, endsAt)} {zoneNote(zone, startsAt)}
                  </span>
                  <span className="text-meta text-ink-2 block font-normal sm:hidden">
                    {[location, facilitator].filter((part) => part !== null).join(" · ")}
                  </span>
                  <Notes session={session} />
                </RowHeader>
                <Cell className="max-sm:hidden">{location ?? <span className="text-ink-2">none</span>}</Cell>
                <Cell className="max-sm:hidden">{facilitator ?? <span className="text-ink-2">nobody yet</span>}</Cell>
                <Cell>
                  <PlannedPill isOver={isOver} session={session} />
                </Cell>
                {onChange !== null && (
                  <Cell className="print:hidden">
                    {status !== "completed" && (
                      <Button size="sm" variant="quiet" onPress={() => onChange(session)}>
                        Change…<span className="sr-only"> the session of {when}</span>
                      </Button>
                    )}
                  </Cell>
                )}
              </Row>
            );
          })}
        </TableBody>
      </Table>
    </div>
  );
};
