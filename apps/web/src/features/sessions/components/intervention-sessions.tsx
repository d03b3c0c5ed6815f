import type { PlannedSession } from "@handrail/domain/sessions/change-schema";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import CalendarPlus from "lucide-react/icons/calendar-plus";
import { lazy, Suspense, useState } from "react";

import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { Section } from "../../interventions/components/section.tsx";
import { useInterventionSessions } from "../plan-queries.ts";
import { PlannedTable } from "./planned-table.tsx";

const ScheduleSheet = lazy(async () => ({ default: (await import("./schedule-sheet.tsx")).ScheduleSheet }));
const SessionSheet = lazy(async () => ({ default: (await import("./session-sheet.tsx")).SessionSheet }));

type PartProps = { interventionId: string; when: "coming" | "past"; onChange: (session: PlannedSession) => void };

const titles = { coming: "To come", past: "Before" } as const;

const Part = ({ interventionId, when, onChange }: PartProps) => {
  const query = useInterventionSessions(interventionId, when);
  const { data, error } = query;
  if (data === undefined)
    return error === null ? (
      <SkeletonRows label="The sessions are loading" rows={4} />
    ) : (
      <ProblemState
        error={error}
        isRetrying={query.isFetching}
        what="The sessions"
        onRetry={() => void query.refetch()}
      />
    );
  const rows = data.pages.flatMap((page) => page.rows);
  const [first] = data.pages;
  if (rows.length === 0) return <p className="text-ui text-ink-2">{when === "coming" ? "None." : "None yet."}</p>;
  return (
    <>
      <PlannedTable
        caption={`Sessions, ${titles[when].toLowerCase()}`}
        isOver={when === "past"}
        rows={rows}
        onChange={first?.mayChange === true ? onChange : null}
      />
      {query.hasNextPage && (
        <Button
          className="self-start"
          isPending={query.isFetchingNextPage}
          size="sm"
          onPress={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
};

export type InterventionSessionsProps = {
  interventionId: string;
  /** Those who manage the intervention may plan; the server says so again at every step. */
  mayManage: boolean;
  /** Closed interventions keep their sessions as they are. */
  isOpen: boolean;
};

/** The sessions of an intervention: what is planned, what was held, and what can still be changed. */
export const InterventionSessions = ({ interventionId, mayManage, isOpen }: InterventionSessionsProps) => {
  const [isPlanning, setPlanning] = useState(false);
  const [changing, setChanging] = useState<PlannedSession | null>(null);
  const mayPlan = mayManage && isOpen;
  useShortcuts({ n: () => setPlanning(true) }, { isDisabled: !mayPlan });
  const coming = useInterventionSessions(interventionId, "coming");
  const isEmpty = coming.data?.pages[0]?.rows.length === 0;
  const plan = (
    <Button
      icon={<CalendarPlus aria-hidden="true" size={16} />}
      shortcut="n"
      variant={isEmpty ? "primary" : "secondary"}
      onPress={() => setPlanning(true)}
    >
      Schedule sessions
    </Button>
  );
  return (
    <div className="flex flex-col gap-8">
      <Section actions={mayPlan && !isEmpty && plan} title={titles.coming}>
        {isEmpty ? (
          <EmptyState action={mayPlan ? plan : undefined} level={3} title="No sessions to come">
            Sessions are made from days, a time and a room, and looked at before they are saved.
          </EmptyState>
        ) : (
          <Part interventionId={interventionId} when="coming" onChange={setChanging} />
        )}
      </Section>
      <Section title={titles.past}>
        <Part interventionId={interventionId} when="past" onChange={setChanging} />
      </Section>
      <Suspense>
        {isPlanning && <ScheduleSheet interventionId={interventionId} onClose={() => setPlanning(false)} />}
        {changing !== null && (
          <SessionSheet
            interventionId={interventionId}
            key={changing.id}
            session={changing}
            onClose={() => setChanging(null)}
          />
        )}
      </Suspense>
    </div>
  );
};
