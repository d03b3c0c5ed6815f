import type { Job, JobStatus } from "@handrail/domain/jobs/schema";
import { Button } from "@handrail/ui/button";
import { ProgressBar } from "@handrail/ui/progress-bar";
import { StatusPill, type StatusTone } from "@handrail/ui/status-pill";
import Ban from "lucide-react/icons/ban";
import Check from "lucide-react/icons/check";
import Clock from "lucide-react/icons/clock";
import Play from "lucide-react/icons/play";
import X from "lucide-react/icons/x";

import { problemOf } from "../../../lib/api.ts";
import { useRetry } from "../queries.ts";
import { kindWords, resultWords, statusWords } from "../words.ts";

const looks: Readonly<Record<JobStatus, { readonly icon: typeof Check; readonly tone: StatusTone }>> = {
  queued: { icon: Clock, tone: "neutral" },
  running: { icon: Play, tone: "info" },
  done: { icon: Check, tone: "good" },
  failed: { icon: X, tone: "bad" },
  cancelled: { icon: Ban, tone: "neutral" },
};

const TryAgain = ({ job }: { job: Pick<Job, "id" | "version"> }) => {
  const retry = useRetry();
  return (
    <>
      <Button className="self-start" isPending={retry.isPending} size="sm" onPress={() => retry.mutate(job)}>
        Try again
      </Button>
      {retry.error !== null && (
        <p className="text-meta" role="alert">
          {problemOf(retry.error).message}
        </p>
      )}
    </>
  );
};

/** How far watched work is, what came of it, or why it stopped and what to do about it. */
export const JobState = ({ job }: { job: Job }) => {
  const { kind, status, progress, error } = job;
  const { icon: Icon, tone } = looks[status];
  const result = resultWords(job);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <StatusPill className="self-start" icon={<Icon size={14} />} tone={tone}>
        {statusWords[status]}
      </StatusPill>
      {(status === "queued" || status === "running") && <ProgressBar label={kindWords[kind]} value={progress} />}
      {result !== null && <p className="text-ui">{result}</p>}
      {status === "failed" && (
        <>
          <p className="text-ui">{error}</p>
          <TryAgain job={job} />
        </>
      )}
    </div>
  );
};
