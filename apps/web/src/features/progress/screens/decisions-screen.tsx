import { addDays } from "@handrail/domain/kernel/time";
import { speaksAgainst } from "@handrail/domain/progress/evidence";
import type { DecisionRow } from "@handrail/domain/progress/exit-schema";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { Tabs } from "@handrail/ui/tabs";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import { serverNow } from "../../../lib/now.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { Page } from "../../../shell/page.tsx";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { DecideDialog } from "../components/decide-dialog.tsx";
import { DecisionActions } from "../components/decision-actions.tsx";
import { EvidenceCard } from "../components/evidence-card.tsx";
import { useDecisions, usePutOff } from "../queries.ts";
import { countWords } from "../words.ts";

const route = getRouteApi("/shell/insights/decisions");

const keys: KeyList = {
  title: "Exit decisions",
  rows: [
    { keys: ["y"], does: "Exit" },
    { keys: ["n"], does: "Keep the plan" },
    { keys: ["x"], does: "Select, to decide several at once" },
    { keys: ["l"], does: "Later: put off for a week" },
    { keys: ["j", "k"], does: "Next and previous student (or the arrow keys)" },
  ],
};

interface Deciding {
  readonly rows: readonly DecisionRow[];
  readonly decision: "accepted" | "declined";
}

const Queue = ({ show }: { show: "pending" | "decided" }) => {
  const query = useDecisions(show);
  const list = useRef<HTMLUListElement>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const putOff = usePutOff();
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [now] = useState(() => serverNow());
  const all = query.data?.pages.flatMap(({ rows }) => rows) ?? [];
  const rows = [...all.filter((row) => row.putOffUntil === null), ...all.filter((row) => row.putOffUntil !== null)];
  const zone = query.data?.pages[0]?.zone ?? "UTC";
  const today = query.data?.pages[0]?.today;
  const names = useStudentNames(
    rows.map(({ studentId }) => studentId),
    "intervention",
  );
  const chosen = rows.filter(({ id, mayDecide }) => mayDecide && selected.has(id));
  const held = (): DecisionRow | undefined => {
    const id = document.activeElement?.closest<HTMLElement>("[data-decision]")?.dataset["decision"];
    return rows.find((row) => row.id === id) ?? rows[0];
  };
  const decide = (decision: Deciding["decision"]): void => {
    const row = held();
    const wanted = chosen.length > 0 ? chosen : row?.mayDecide === true ? [row] : [];
    if (wanted.length > 0) setDeciding({ rows: wanted, decision });
  };
  const putOffHeld = (): void => {
    const row = held();
    if (row?.mayDecide === true && row.putOffUntil === null && today !== undefined) putOff(row, addDays(today, 7));
  };
  const select = (id: string, isOn: boolean): void =>
    setSelected((before) => new Set(isOn ? [...before, id] : [...before].filter((one) => one !== id)));
  const toggleHeld = (): void => {
    const row = held();
    if (row?.mayDecide === true) select(row.id, !selected.has(row.id));
  };
  useShortcuts(
    { y: () => decide("accepted"), n: () => decide("declined"), l: putOffHeld, x: toggleHeld },
    { isDisabled: show === "decided" || deciding !== null },
  );
  const walk = (by: number): void => {
    const cards = [...(list.current?.querySelectorAll<HTMLElement>("[data-decision]") ?? [])];
    const at = cards.findIndex((card) => card.contains(document.activeElement));
    cards[Math.min(cards.length - 1, Math.max(0, at + by))]?.focus();
  };
  useShortcuts(
    { ArrowDown: () => walk(1), ArrowUp: () => walk(-1), j: () => walk(1), k: () => walk(-1) },
    { isDisabled: deciding !== null },
  );

  // Opened from a line about one student: their card is the first to look at.
  const { student } = route.useSearch();
  const isThere = rows.some(({ studentId }) => studentId === student);
  useEffect(() => {
    if (isThere) list.current?.querySelector<HTMLElement>(`[data-student="${student}"]`)?.focus();
  }, [isThere, student]);

  if (query.data === undefined)
    return query.error === null ? (
      <SkeletonRows label="Recommendations are loading" rows={5} />
    ) : (
      <ProblemState
        error={query.error}
        isRetrying={query.isFetching}
        what="The list"
        onRetry={() => void query.refetch()}
      />
    );
  if (rows.length === 0)
    return show === "pending" ? (
      <EmptyState title="No exit to decide">
        A student appears here when all exit rules of the intervention are met.
      </EmptyState>
    ) : (
      <EmptyState title="Nothing has been decided yet">
        Decisions are listed here with their evidence and reasons.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-3">
      {chosen.length > 0 && (
        <div className="rounded-card border-accent bg-accent-soft text-accent-ink sticky top-14 z-10 flex flex-wrap items-center gap-2 border px-4 py-2">
          <p className="text-ui me-auto">{countWords(chosen.length, "student")} selected</p>
          <Button size="sm" onPress={() => decide("declined")}>
            Keep all
          </Button>
          <Button
            size="sm"
            variant={chosen.some(({ evidence }) => speaksAgainst(evidence)) ? "secondary" : "primary"}
            onPress={() => decide("accepted")}
          >
            Exit all
          </Button>
        </div>
      )}
      <ul className="flex flex-col gap-3" ref={list} role="list">
        {rows.map((row) => (
          <li key={row.id}>
            <article
              aria-label={names.calledOf(row.studentId) ?? row.displayCode}
              className="rounded-card border-line bg-surface flex flex-col gap-3 border p-4 sm:px-5"
              data-decision={row.id}
              data-student={row.studentId}
              tabIndex={-1}
            >
              <EvidenceCard
                isSelected={selected.has(row.id)}
                names={names}
                now={now}
                row={row}
                zone={zone}
                {...(row.mayDecide ? { onSelect: (isOn: boolean) => select(row.id, isOn) } : {})}
              />
              {show === "pending" && row.mayDecide && today !== undefined && (
                <DecisionActions
                  name={names.calledOf(row.studentId) ?? row.displayCode}
                  row={row}
                  today={today}
                  onDecide={(decision) => setDeciding({ rows: [row], decision })}
                  onPutOff={(until) => putOff(row, until)}
                />
              )}
            </article>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="self-center" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
      {deciding !== null && (
        <DecideDialog
          {...deciding}
          nameOf={({ studentId, displayCode }) => names.calledOf(studentId) ?? displayCode}
          onClose={() => {
            setDeciding(null);
            setSelected(new Set());
          }}
        />
      )}
    </div>
  );
};

/** Who is ready to leave: the evidence, and a person's answer. */
export const DecisionsScreen = () => {
  useKeyList(keys);
  const [show, setShow] = useState<"pending" | "decided">("pending");
  return (
    <Page meta="Students who meet the exit rules. You decide." title="Exit decisions">
      <Tabs
        label="Decisions"
        selected={show}
        tabs={[
          { id: "pending", label: "Waiting", content: <Queue show="pending" /> },
          { id: "decided", label: "Decided", content: <Queue show="decided" /> },
        ]}
        onSelect={setShow}
      />
    </Page>
  );
};
