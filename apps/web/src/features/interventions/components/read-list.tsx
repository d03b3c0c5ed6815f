import type { ReadLine } from "@handrail/domain/interventions/enrollment-schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { Cell, ColumnHeader, Row, Table, TableBody, TableHead } from "@handrail/ui/table";
import { TextArea } from "@handrail/ui/text-field";
import { useMutation } from "@tanstack/react-query";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useId, useState } from "react";

import { client, problemOf } from "../../../lib/api.ts";
import { count } from "../words.ts";
import { FormProblem } from "./form-problem.tsx";

export type ReadListProps = {
  interventionId: string;
  kind: "codes" | "csv";
  chosen: ReadonlyMap<string, string>;
  onChoose: (chosen: ReadonlyMap<string, string>) => void;
};

const mostCharacters = 200_000;

const usable = (lines: readonly ReadLine[]): ReadonlyMap<string, string> =>
  new Map(
    lines.flatMap(({ student }) => (student === null ? [] : [[student.studentId as string, student.displayCode]])),
  );

const Lines = ({
  lines,
  chosen,
  onChoose,
}: { lines: readonly ReadLine[] } & Pick<ReadListProps, "chosen" | "onChoose">) => {
  const good = usable(lines);
  const toggle = (studentId: string, code: string): void => {
    const next = new Map(chosen);
    if (!next.delete(studentId)) next.set(studentId, code);
    onChoose(next);
  };
  return (
    <>
      <p aria-live="polite" className="text-ui">
        {count(good.size, "line", "lines")} can be enrolled, {lines.length - good.size} cannot. Nothing is saved yet.
      </p>
      <div className="rounded-card border-line max-h-96 overflow-y-auto border">
        <Table caption="Lines of the list" className="relative" density="compact">
          <TableHead>
            <Row>
              <ColumnHeader numeric>Line</ColumnHeader>
              <ColumnHeader>Student</ColumnHeader>
            </Row>
          </TableHead>
          <TableBody>
            {lines.map(({ line, text, student, problem }, index) => (
              <Row key={`${line} ${index}`}>
                <Cell numeric>{line}</Cell>
                <Cell>
                  {student === null ? (
                    <span className="text-absent flex items-start gap-1.5 py-1">
                      <TriangleAlert aria-hidden="true" className="mt-0.5 shrink-0" size={14} />
                      <span className="min-w-0 break-words">{problem ?? text}</span>
                    </span>
                  ) : (
                    <Checkbox
                      isSelected={chosen.has(student.studentId)}
                      onChange={() => toggle(student.studentId, student.displayCode)}
                    >
                      {student.displayCode}, grade {student.gradeLevel}
                    </Checkbox>
                  )}
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </div>
    </>
  );
};

/** A list of codes, pasted or from a file: read line by line, shown, and chosen from. */
export const ReadList = ({ interventionId, kind, chosen, onChoose }: ReadListProps) => {
  const field = useId();
  const [text, setText] = useState("");
  const [tooLarge, setTooLarge] = useState(false);
  const read = useMutation({
    mutationFn: (content: string) => client.interventions.readStudents.query({ interventionId, kind, text: content }),
    onSuccess: ({ lines }) => onChoose(usable(lines)),
  });
  const open = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const content = await file.text();
    setTooLarge(content.length > mostCharacters);
    if (content.length <= mostCharacters && content !== "") read.mutate(content);
  };
  return (
    <div className="flex flex-col gap-3">
      {kind === "codes" ? (
        <>
          <TextArea
            description="One a line, or with commas between them."
            label="Codes"
            rows={4}
            value={text}
            onChange={setText}
          />
          <Button
            className="self-start"
            isDisabled={text.trim() === ""}
            isPending={read.isPending}
            onPress={() => read.mutate(text)}
          >
            Read the list
          </Button>
        </>
      ) : (
        <div className="flex flex-col gap-1">
          <label className="text-ui text-ink" htmlFor={field}>
            File of comma-separated values
          </label>
          <input
            accept=".csv,text/csv,text/plain"
            aria-describedby={`${field}-help`}
            className="rounded-control border-control-line bg-surface file:text-ui file:bg-sunken file:text-ink file:rounded-control min-h-11 w-full border p-1.5 file:me-3 file:min-h-8 file:border-0 file:px-3"
            id={field}
            type="file"
            onChange={(event) => void open(event.currentTarget.files?.[0])}
          />
          <p className="text-meta text-ink-2" id={`${field}-help`}>
            With a column called “code”, or the codes in the first column.
          </p>
        </div>
      )}
      {tooLarge && <FormProblem>This file is too large: use at most 1,000 lines.</FormProblem>}
      {read.error !== null && <FormProblem>{problemOf(read.error).message}</FormProblem>}
      {read.data !== undefined && <Lines chosen={chosen} lines={read.data.lines} onChoose={onChoose} />}
    </div>
  );
};
