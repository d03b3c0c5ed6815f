import type { CellResult } from "@handrail/domain/progress/point-schema";
import { readValue, writeValue } from "@handrail/domain/progress/values";
import { TextField } from "@handrail/ui/text-field";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, client, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { shortDay } from "../../../lib/time.ts";
import { useWatch } from "../../../realtime/hooks.ts";
import { valueWords } from "../words.ts";

export type ProbeFieldProps = { sessionId: string; studentId: string };

const wordsOf = ({ outcome, reason, point }: CellResult): string | null => {
  if (outcome === "contested")
    return `${reason ?? ""} ${point === null ? "The point is gone." : `It says ${writeValue(point.value)} now.`}`;
  return outcome === "refused" ? reason : null;
};

/** Today's point of the student in hand, beside the roster: saved when it is left. */
export const ProbeField = ({ sessionId, studentId }: ProbeFieldProps) => {
  const options = api.progress.probes.queryOptions({ sessionId });
  const query = useQuery(options);
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const intervention = query.data?.intervention ?? null;
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch(intervention === null ? null : { kind: "intervention", interventionId: intervention.interventionId }, {
    stale: refetch,
    heard: refetch,
  });
  const row = query.data?.rows.find((one) => one.studentId === studentId);
  if (intervention === null || row === undefined) return null;
  const { interventionId, measuredOn, measure, unit, mayRecord } = intervention;
  const standing = row.point === null ? "" : writeValue(row.point.value);

  const save = async (): Promise<void> => {
    if (text === null || text === standing) {
      setText(null);
      return;
    }
    const read = readValue(intervention, text);
    if ("fault" in read) {
      setProblem(read.fault);
      return;
    }
    const cell = { studentId: row.studentId, measuredOn, value: read.value, seen: row.point?.version ?? null };
    try {
      const { results } = await client.progress.recordMany.mutate({
        mutationId: newId(),
        interventionId,
        cells: [cell],
      });
      const [result] = results;
      const words = result === undefined ? null : wordsOf(result);
      setProblem(words);
      await queryClient.invalidateQueries({ queryKey: options.queryKey });
      if (words === null) setText(null);
    } catch (error) {
      // The text stays in the field: leaving it again sends it again.
      setProblem(`Not saved. ${problemOf(error).message}`);
    }
  };
  return (
    <TextField
      description={
        row.before === null ? measure : `${measure}. ${shortDay(row.before.on)}: ${valueWords(row.before.value, unit)}`
      }
      error={problem}
      inputMode="decimal"
      label={unit === "" ? "Today's probe" : `Today's probe, ${unit}`}
      readOnly={!mayRecord}
      value={text ?? standing}
      onBlur={() => void save()}
      onChange={(typed) => {
        setProblem(null);
        setText(typed);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
    />
  );
};
