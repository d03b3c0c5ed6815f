import type { EnrollResult } from "@handrail/domain/interventions/enrollment-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { Button } from "@handrail/ui/button";
import { StatusPill } from "@handrail/ui/status-pill";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import CircleDot from "lucide-react/icons/circle-dot";
import { useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { dayAndTime } from "../words.ts";
import { EnrollOutcome } from "./enroll-outcome.tsx";
import { Section } from "./section.tsx";

export type WaitingListProps = { intervention: Intervention; names: StudentNames };

/** Who waits for a place, in the order of asking. When one is free, the first is offered it. */
export const WaitingList = ({ intervention, names }: WaitingListProps) => {
  const { id: interventionId, waiting, zone, fields, enrollments, mayManage } = intervention;
  const enrolled = enrollments.filter(({ status }) => status === "active").length;
  const isFree = fields.capacity === null || enrolled < fields.capacity;
  const after = {
    onError: (error: unknown) => void toast({ message: problemOf(error).message, tone: "problem" as const }),
    onSettled: () =>
      void queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId }) }),
  };
  const [clashing, setClashing] = useState<EnrollResult | null>(null);
  const leave = useMutation(api.interventions.leaveWaitingList.mutationOptions(after));
  const enroll = useMutation(
    api.interventions.enroll.mutationOptions({
      ...after,
      onSuccess: ({ results }) => {
        const [result] = results;
        setClashing(result?.situation === "SESSION_CLASH" && result.outcome === "refused" ? result : null);
        const code = waiting.find(({ studentId }) => studentId === result?.studentId)?.displayCode ?? "";
        const called = result === undefined ? "" : (names.calledOf(result.studentId) ?? code);
        if (result?.outcome === "enrolled")
          toast({ message: `${called}: enrolled from the waiting list.`, tone: "done" });
        else if (result?.situation !== "SESSION_CLASH")
          toast({ message: result?.reason ?? "Not enrolled.", tone: "problem" });
      },
    }),
  );
  if (waiting.length === 0) return null;
  const take = (studentId: string, onClash: "refuse" | "leave_out"): void =>
    enroll.mutate({
      mutationId: newId(),
      interventionId,
      students: [studentId],
      source: "manual",
      onClash,
      whenFull: "refuse",
    });
  const nameOf = (studentId: string): string =>
    names.calledOf(studentId) ?? waiting.find((one) => one.studentId === studentId)?.displayCode ?? "This student";
  return (
    <Section note="In the order of the requests." title="Waiting list">
      <ol className="rounded-card border-line bg-surface divide-line divide-y border">
        {waiting.map(({ studentId, displayCode, gradeLevel, since }, index) => (
          <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5" key={studentId}>
            <span className="text-ink-2 w-5 tabular-nums">{index + 1}</span>
            <span className="min-w-0 flex-1">
              <StudentName className="font-semibold" code={displayCode} names={names} studentId={studentId} />
              <span className="text-meta text-ink-2 block">
                Grade {gradeLevel}, since {dayAndTime(zone, since)}
              </span>
            </span>
            {index === 0 && isFree && (
              <StatusPill icon={<CircleDot size={14} />} tone="good">
                A place is free
              </StatusPill>
            )}
            {mayManage && (
              <span className="flex gap-1 print:hidden">
                {isFree && (
                  <Button isPending={enroll.isPending} size="sm" onPress={() => take(studentId, "refuse")}>
                    Enrol<span className="sr-only"> {displayCode}</span>
                  </Button>
                )}
                <Button
                  size="sm"
                  variant="quiet"
                  onPress={() => leave.mutate({ mutationId: newId(), interventionId, studentId })}
                >
                  Take off<span className="sr-only"> {displayCode}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {clashing !== null && waiting.some(({ studentId }) => studentId === clashing.studentId) && (
        <EnrollOutcome
          isPending={enroll.isPending}
          nameOf={nameOf}
          results={[clashing]}
          zone={zone}
          onSend={() => take(clashing.studentId, "leave_out")}
        />
      )}
    </Section>
  );
};
