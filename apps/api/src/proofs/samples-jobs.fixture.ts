import { v7 as newId } from "uuid";

import type { Sample } from "./sample-shape.fixture.ts";

/** An input for every procedure about watched work. `claim` stands for an id that nobody has. */
export const jobSamples: Readonly<Record<string, Sample>> = {
  "jobs.list": {
    input: (ids) => ({ cursor: { createdAt: new Date().toISOString(), id: ids.claim } }),
    ids: { "cursor.id": "claim" },
  },
  "jobs.one": { input: (ids) => ({ jobId: ids.claim }), ids: { jobId: "claim" } },
  "jobs.retry": {
    input: (ids) => ({ mutationId: newId(), jobId: ids.claim, version: 1 }),
    ids: { jobId: "claim" },
  },
};
