import type { EnrollmentRow } from "@handrail/domain/interventions/enrollment-schema";
import { toast } from "@handrail/ui/toast";

import { api, client, newId, problemOf, queryClient } from "../../lib/api.ts";
import { count } from "./words.ts";

const askAgain = (interventionId: string): void =>
  void queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId }) });

/** Takes an ending back: the enrolment goes on, expected where it was before. */
export const undoEnding = async (interventionId: string, { id, studentId, version }: EnrollmentRow): Promise<void> => {
  try {
    await client.interventions.restoreEnrollment.mutate({
      mutationId: newId(),
      interventionId,
      enrollmentId: id,
      studentId,
      // The ending was the next change after what was seen.
      version: version + 1,
    });
    toast({ message: "Undone: the student is still enrolled.", tone: "done" });
  } catch (error) {
    toast({ message: problemOf(error).message, tone: "problem" });
  }
  askAgain(interventionId);
};

/** Takes enrolments back, one after another. */
export const undoEnrolling = async (interventionId: string, studentIds: readonly string[]): Promise<void> => {
  try {
    const { enrollments } = await client.interventions.get.query({ interventionId });
    const rows = enrollments.filter(({ status, studentId }) => status === "active" && studentIds.includes(studentId));
    let done = 0;
    for (const { id: enrollmentId, version } of rows) {
      await client.interventions.endEnrollment.mutate({
        mutationId: newId(),
        interventionId,
        enrollmentId,
        version,
        as: "withdrawn",
        reason: "Undone right after enrolling.",
      });
      done += 1;
    }
    toast({ message: `${count(done, "enrolment", "enrolments")} taken back.`, tone: "done" });
  } catch (error) {
    toast({ message: problemOf(error).message, tone: "problem" });
  }
  askAgain(interventionId);
};
