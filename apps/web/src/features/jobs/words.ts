import type { Job, JobKind, JobStatus } from "@handrail/domain/jobs/schema";

export const kindWords: Readonly<Record<JobKind, string>> = {
  write_to_families: "Writing to families",
  index_names: "Adding names to the search",
};

export const statusWords: Readonly<Record<JobStatus, string>> = {
  queued: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** What came of it, in a sentence; null while nothing has. */
export const resultWords = ({ kind, result }: Pick<Job, "kind" | "result">): string | null => {
  if (result === null) return null;
  const { done, leftOut, held = 0 } = result;
  if (kind === "index_names")
    return done === 0
      ? "All names were already in the search."
      : `${count(done, "name", "names")} added to the search.`;
  return [
    `${count(done - held, "message", "messages")} written to be sent.`,
    ...(held === 0 ? [] : [`${count(held, "message was", "messages were")} held back: the list of messages says why.`]),
    ...(leftOut === 0 ? [] : [`${count(leftOut, "family has", "families have")} no contact to write to.`]),
  ].join(" ");
};
