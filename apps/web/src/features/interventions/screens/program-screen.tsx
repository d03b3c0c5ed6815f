import type { Program, ProgramPage } from "@handrail/domain/interventions/program-schema";
import { plannedOf } from "@handrail/domain/interventions/recurrence";
import { buttonClass } from "@handrail/ui/button-class";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { Page } from "../../../shell/page.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { ProgramStatus } from "../components/intervention-status.tsx";
import { ProblemState } from "../components/problem-state.tsx";
import { ProgramActions } from "../components/program-actions.tsx";
import { Section } from "../components/section.tsx";
import { useProgram } from "../queries.ts";
import {
  causeWords,
  comparatorWords,
  count,
  metricWords,
  placeWords,
  roleWords,
  ruleWords,
  thresholdWords,
  typeWords,
  windowWords,
} from "../words.ts";

const NewIntervention = lazy(async () => ({
  default: (await import("../components/new-intervention.tsx")).NewIntervention,
}));

const ProgramFacts = ({ program }: { program: Program }) => {
  const planned = plannedOf(program);
  return (
    <Facts>
      <Fact name="What it is for">{program.description === "" ? "Not given" : program.description}</Fact>
      <Fact name="Kind">
        {typeWords[program.interventionType]}, tier {program.tier}
      </Fact>
      <Fact name="How often">
        {ruleWords(program.recurrence)}, {program.durationMinutes} minutes
      </Fact>
      <Fact name="How long">
        {count(program.plannedWeeks, "week", "weeks")}: about {count(planned.sessions, "session", "sessions")},{" "}
        {planned.minutes} minutes
      </Fact>
      <Fact name="Where">{placeWords[program.locationType]}</Fact>
      <Fact name="Led by">{roleWords[program.defaultFacilitatorRole]}</Fact>
      <Fact name="What is measured">
        {program.measure === "" ? "Not given" : program.measure}
        {program.unit !== "" && `, in ${program.unit}`} ({metricWords[program.progressMetric].toLowerCase()},{" "}
        {program.higherIsBetter ? "more" : "less"} is better)
        {program.lowestValue != null && `, not below ${program.lowestValue}`}
        {program.highestValue != null && `, not above ${program.highestValue}`}
      </Fact>
      <Fact name="Places">{program.capacity ?? "No limit"}</Fact>
      <Fact name="Suggested for cases of">
        {program.rootCauses.length === 0 ? "None" : program.rootCauses.map((cause) => causeWords[cause]).join(", ")}
      </Fact>
      <Fact name="Exit rules to begin with">
        {program.exitDefaults.length === 0 ? (
          "None"
        ) : (
          <ul className="list-disc ps-5">
            {program.exitDefaults.map((rule) => (
              <li key={JSON.stringify(rule)}>
                {rule.metric === "" ? thresholdWords[rule.thresholdType] : rule.metric}{" "}
                {comparatorWords[rule.comparator]} {rule.targetValue} over the last {rule.window}{" "}
                {windowWords[rule.windowUnit]}
              </li>
            ))}
          </ul>
        )}
      </Fact>
    </Facts>
  );
};

const Versions = ({ program, versions }: ProgramPage) => (
  <Section
    actions={
      <Link className={buttonClass({ size: "sm" })} search={{ program: program.id }} to="/interventions">
        Show running interventions
      </Link>
    }
    note="Running interventions keep the version they started with."
    title="Versions"
  >
    <ul className="rounded-card border-line bg-surface divide-line divide-y border" role="list">
      {versions.map(({ id, version, status, running }) => (
        <li className="flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-1.5" key={id}>
          {id === program.id ? (
            <span aria-current="page" className="font-semibold">
              Version {version}
            </span>
          ) : (
            <Link
              className="text-accent-ink inline-flex min-h-6 items-center underline underline-offset-2"
              params={{ programId: id }}
              to="/programs/$programId"
            >
              Version {version}
            </Link>
          )}
          <ProgramStatus status={status} />
          <span className="text-meta text-ink-2">{count(running, "intervention runs it", "interventions run it")}</span>
        </li>
      ))}
    </ul>
  </Section>
);

/** One version of a program: what it says, and the others of its line. */
export const ProgramScreen = ({ programId }: { programId: string }) => {
  const query = useProgram(programId);
  const [isNew, setNew] = useState(false);
  const { data, error } = query;
  if (data === undefined)
    return (
      <Page title="Program">
        {error === null ? (
          <SkeletonRows label="The program is loading" rows={6} />
        ) : (
          <ProblemState
            error={error}
            isRetrying={query.isFetching}
            what="The program"
            onRetry={() => void query.refetch()}
          />
        )}
      </Page>
    );
  const { program } = data;
  return (
    <Page
      actions={<ProgramActions page={data} onUse={() => setNew(true)} />}
      heading={program.name}
      meta={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <ProgramStatus status={program.status} />
          <span>Version {program.version}</span>
        </span>
      }
      title="Program"
    >
      <ProgramFacts program={program} />
      <Versions {...data} />
      <Suspense>{isNew && <NewIntervention programId={programId} onClose={() => setNew(false)} />}</Suspense>
    </Page>
  );
};
