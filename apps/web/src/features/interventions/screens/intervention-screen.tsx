import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { EmptyState } from "@handrail/ui/empty-state";
import { Skeleton, SkeletonRows } from "@handrail/ui/skeleton";
import { Tabs } from "@handrail/ui/tabs";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { LastKnown } from "../../../shell/last-known.tsx";
import { Page } from "../../../shell/page.tsx";
import { Part } from "../../../shell/part.tsx";
import { AlsoHere } from "../components/also-here.tsx";
import { InterventionActions } from "../components/intervention-actions.tsx";
import { InterventionOverview } from "../components/intervention-overview.tsx";
import { InterventionStatus } from "../components/intervention-status.tsx";
import { ProblemState } from "../components/problem-state.tsx";
import { useIntervention } from "../queries.ts";
import { count, typeWords } from "../words.ts";

const InterventionProgress = lazy(async () => ({
  default: (await import("../../progress/components/intervention-progress.tsx")).InterventionProgress,
}));

const InterventionEnrollments = lazy(async () => ({
  default: (await import("../components/intervention-enrollments.tsx")).InterventionEnrollments,
}));
const InterventionSessions = lazy(async () => ({
  default: (await import("../../sessions/components/intervention-sessions.tsx")).InterventionSessions,
}));
// On paper alone.
const InterventionReport = lazy(async () => ({
  default: (await import("../components/intervention-report.tsx")).InterventionReport,
}));

const route = getRouteApi("/shell/interventions/$interventionId");

const keys: KeyList = {
  title: "Intervention",
  rows: [
    { keys: ["e"], does: "Edit details" },
    { keys: ["a"], does: "Enrol students (on Enrolments)" },
    { keys: ["n"], does: "Plan sessions (on Sessions)" },
    { keys: ["t"], does: "Graph or table (on Progress)" },
  ],
};

const placesOf = ({ enrollments, fields }: Intervention): string => {
  const enrolled = enrollments.filter(({ status }) => status === "active").length;
  return fields.capacity === null
    ? count(enrolled, "student", "students")
    : `${enrolled} of ${count(fields.capacity, "place", "places")} taken`;
};

const Meta = ({ intervention }: { intervention: Intervention }) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <InterventionStatus status={intervention.status} />
    <span>
      {typeWords[intervention.program.type]}, tier {intervention.program.tier}
    </span>
    <span>{intervention.ownerName}</span>
    <span>{placesOf(intervention)}</span>
    <AlsoHere interventionId={intervention.id} />
  </span>
);

const Loading = () => (
  <Page heading=" " title="Intervention">
    <Skeleton className="h-6 w-72" />
    <SkeletonRows label="The intervention is loading" rows={6} />
  </Page>
);

/** The parts of an intervention, each with an address. Sessions and Progress bring what they need themselves. */
const Parts = ({ intervention }: { intervention: Intervention }) => {
  const { part = "overview" } = route.useSearch();
  const navigate = route.useNavigate();
  const enrolled = intervention.enrollments.filter(({ status }) => status === "active").length;
  return (
    <Tabs
      label="Parts of this intervention"
      selected={part}
      tabs={[
        {
          id: "overview",
          label: "Overview",
          content: (
            <Part name="overview" title="The overview">
              <InterventionOverview intervention={intervention} />
            </Part>
          ),
        },
        {
          id: "enrolments",
          label: "Enrolments",
          count: enrolled,
          content: (
            <Part name="enrolments" title="The enrolments">
              <Suspense fallback={<SkeletonRows label="The enrolments are loading" rows={6} />}>
                <InterventionEnrollments intervention={intervention} />
              </Suspense>
            </Part>
          ),
        },
        {
          id: "progress",
          label: "Progress",
          content: (
            <Part name="progress" title="The progress">
              <Suspense fallback={<SkeletonRows label="The progress is loading" rows={6} />}>
                <InterventionProgress interventionId={intervention.id} />
              </Suspense>
            </Part>
          ),
        },
        {
          id: "sessions",
          label: "Sessions",
          count: intervention.sessionsToCome,
          content: (
            <Part name="sessions" title="The sessions">
              <Suspense fallback={<SkeletonRows label="The sessions are loading" rows={6} />}>
                <InterventionSessions
                  interventionId={intervention.id}
                  isOpen={intervention.status === "draft" || intervention.status === "active"}
                  mayManage={intervention.mayManage}
                />
              </Suspense>
            </Part>
          ),
        },
      ]}
      onSelect={(id) => void navigate({ search: id === "overview" ? {} : { part: id }, replace: true })}
    />
  );
};

/** One intervention: what is planned, who takes part, how it goes. */
export const InterventionScreen = ({ interventionId }: { interventionId: string }) => {
  useKeyList(keys);
  const { query, gone } = useIntervention(interventionId);
  const { data, error } = query;
  if (gone !== null)
    return (
      <Page title="Intervention">
        <EmptyState title={gone}>You are no longer on its team. Its owner can add you again.</EmptyState>
      </Page>
    );
  if (data === undefined)
    return error === null ? (
      <Loading />
    ) : (
      <Page title="Intervention">
        <ProblemState
          error={error}
          isRetrying={query.isFetching}
          what="The intervention"
          onRetry={() => void query.refetch()}
        />
      </Page>
    );
  return (
    <Page
      actions={
        <Part name="intervention-actions" title="The buttons of this intervention">
          <InterventionActions intervention={data} />
        </Part>
      }
      heading={data.fields.name}
      meta={<Meta intervention={data} />}
      title="Intervention"
    >
      <LastKnown query={query} />
      <div className="print:hidden">
        <Parts intervention={data} />
      </div>
      <div className="hidden print:block">
        <Part name="intervention-report" title="The report">
          <Suspense>
            <InterventionReport intervention={data} />
          </Suspense>
        </Part>
      </div>
    </Page>
  );
};
