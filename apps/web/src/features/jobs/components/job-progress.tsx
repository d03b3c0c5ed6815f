import { Skeleton } from "@handrail/ui/skeleton";

import { problemOf } from "../../../lib/api.ts";
import { useJob } from "../queries.ts";
import { JobState } from "./job-state.tsx";

/** Beside what began it: how far the work is, without leaving the page. */
export const JobProgress = ({ jobId }: { jobId: string }) => {
  const { data, error } = useJob(jobId);
  if (data === undefined)
    return error === null ? <Skeleton className="h-12 w-full" /> : <p role="alert">{problemOf(error).message}</p>;
  return (
    <div aria-live="polite">
      <JobState job={data} />
    </div>
  );
};
