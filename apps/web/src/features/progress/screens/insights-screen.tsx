import { percentWords } from "@handrail/domain/kernel/share";
import { doseLines } from "@handrail/domain/progress/dosage";
import type { Overview } from "@handrail/domain/progress/insight-schema";
import { Button } from "@handrail/ui/button";
import { buttonClass } from "@handrail/ui/button-class";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { api, client } from "../../../lib/api.ts";
import { clockTime } from "../../../lib/time.ts";
import { ExportButton } from "../../../shell/export-button.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { Part } from "../../../shell/part.tsx";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { Section } from "../../interventions/components/section.tsx";
import { Answer } from "../components/answer.tsx";
import { EffectTable } from "../components/effect-table.tsx";
import { countWords } from "../words.ts";

const hourly = 60 * 60_000;
const linkClass = "text-accent-ink underline underline-offset-2";

const Answers = ({ data }: { data: Overview }) => {
  const { unsupported, sessions, notTaken, dose, verdicts, decisions, cases, load, tiers } = data;
  const { tools } = useMe();
  const judged = verdicts.reached + verdicts.above + verdicts.around + verdicts.below + verdicts.undelivered;
  const students = tiers.one + tiers.two + tiers.three;
  const [busiest] = load;
  return (
    <div>
      <Answer
        detail="Active students of tier 2 and 3 who take part in no intervention."
        link={
          <Link className={linkClass} search={{ support: "none" as const }} to="/students">
            Open {countWords(unsupported.part, "student")}
          </Link>
        }
        question="Who needs support and has none?"
      >
        {unsupported.part} of {countWords(unsupported.whole, "student")} in tier 2 or 3 without support
      </Answer>
      <Answer
        detail={`Students received ${percentWords(dose.part, dose.whole, doseLines) ?? "0 %"} of their planned minutes in these weeks.`}
        link={
          <Link className={linkClass} search={{ scope: "school" }} to="/sessions/not-taken">
            Open {countWords(notTaken, "roster")} not taken
          </Link>
        }
        question="Is support being delivered?"
      >
        {sessions.held} of {countWords(sessions.due, "session")} held in four weeks
      </Answer>
      <Answer
        detail={`${verdicts.above} above the aim line, ${verdicts.around} around, ${verdicts.below} below; ${verdicts.undelivered} with too few sessions, ${verdicts.tooFew} too early to say, ${verdicts.noGoal} without a goal.`}
        link={
          <Link className={linkClass} to="/insights/decisions">
            Open {countWords(decisions, "exit decision")}
          </Link>
        }
        question="Is it working?"
      >
        {verdicts.reached + verdicts.above + verdicts.around} of {judged} on or above their aim
      </Answer>
      <Answer
        detail={
          cases.medianDays === null
            ? "No case is open."
            : `In half of the open cases the last contact was ${countWords(Math.round(cases.medianDays), "day")} ago or less.`
        }
        isQuiet={cases.open === 0}
        link={
          tools.includes("cases") && (
            <Link className={linkClass} search={{ status: "active" as const, due: "overdue" as const }} to="/cases">
              Open {countWords(cases.overdue, "overdue case")}
            </Link>
          )
        }
        question="Do we follow up?"
      >
        {cases.overdue} of {countWords(cases.open, "open case")} overdue
      </Answer>
      <Answer
        detail={`Tier 2 is ${percentWords(tiers.two, students, { lines: [10, 15] }) ?? "0 %"} of students, tier 3 ${percentWords(tiers.three, students, { lines: [5] }) ?? "0 %"}; plans for 10 to 15 % and 5 % are usual.`}
        question="Are we overloaded?"
      >
        {busiest === undefined
          ? "Nothing is planned in the next seven days"
          : `${busiest.name} leads ${countWords(busiest.sessions, "session")} in seven days`}
      </Answer>
    </div>
  );
};

/** Whether support reaches students, in five answers, and what became of each program's students. */
export const InsightsScreen = () => {
  const { permissions } = useMe();
  const overview = useQuery(api.progress.overview.queryOptions(undefined, { refetchInterval: hourly }));
  const effect = useQuery(api.progress.effectiveness.queryOptions(undefined, { refetchInterval: hourly }));
  return (
    <Page
      {...(overview.data === undefined
        ? {}
        : { meta: `As of ${clockTime(overview.data.zone, overview.data.at)}. Updated every hour.` })}
      actions={
        <>
          {permissions.includes("audit.read") && (
            <Link className={buttonClass({ variant: "quiet" })} to="/jobs">
              Jobs
            </Link>
          )}
          <Button
            onPress={() => {
              void overview.refetch();
              void effect.refetch();
            }}
          >
            Count again
          </Button>
        </>
      }
      title="Insights"
    >
      {overview.data !== undefined ? (
        <Part name="answers" title="The answers">
          <Answers data={overview.data} />
        </Part>
      ) : overview.error === null ? (
        <SkeletonRows label="The answers are being counted" rows={5} />
      ) : (
        <ProblemState
          error={overview.error}
          isRetrying={overview.isFetching}
          what="The overview"
          onRetry={() => void overview.refetch()}
        />
      )}
      <Section
        actions={
          <ExportButton
            title="Save the effect of programs"
            onExport={({ mutationId, format }) => client.progress.exportEffect.mutate({ mutationId, format })}
          >
            All programs, as in the table. No student is in the file.
          </ExportButton>
        }
        note="All versions of a program together, students who take or took part. Figures of fewer than five students are left out."
        title="Effect of programs"
      >
        {effect.data !== undefined ? (
          <Part name="effect" title="The table of programs">
            <EffectTable programs={effect.data.programs} />
          </Part>
        ) : effect.error === null ? (
          <SkeletonRows label="Programs are being counted" rows={4} />
        ) : (
          <ProblemState
            error={effect.error}
            isRetrying={effect.isFetching}
            what="The effect of programs"
            onRetry={() => void effect.refetch()}
          />
        )}
      </Section>
    </Page>
  );
};
