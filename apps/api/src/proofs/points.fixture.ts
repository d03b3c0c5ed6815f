import { addDays } from "@handrail/domain/kernel/time";

import { newMutation, student, type Client } from "./school.fixture.ts";

interface NewPoint {
  readonly interventionId: string;
  /** Of the student in the demo's list. */
  readonly place: number;
  readonly value: number;
  readonly measuredOn: string;
}

/** Enters a point, or replaces the one of that day. */
export const recordPoint = async (
  client: Client,
  { interventionId, place, value, measuredOn }: NewPoint,
): Promise<void> => {
  const { cells } = await client.progress.grid.query({ interventionId, day: measuredOn });
  const studentId = student(place);
  const seen = cells.find((one) => one.studentId === studentId && one.measuredOn === measuredOn)?.version ?? null;
  const cell = { studentId, measuredOn, value, seen };
  const { results } = await client.progress.recordMany.mutate({
    mutationId: newMutation(),
    interventionId,
    cells: [cell],
  });
  const reason = results[0]?.reason ?? null;
  if (reason !== null) throw new Error(`The point was refused: ${reason}`);
};

/** Three points at or above the demo's target, so that an exit is recommended. */
export const recordReady = async (
  client: Client,
  { interventionId, place }: Pick<NewPoint, "interventionId" | "place">,
): Promise<void> => {
  const { today } = await client.progress.grid.query({ interventionId });
  for (const [daysAgo, value] of [91, 93, 95].entries())
    await recordPoint(client, { interventionId, place, value, measuredOn: addDays(today, -daysAgo) });
};
