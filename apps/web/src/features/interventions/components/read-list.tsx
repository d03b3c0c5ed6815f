import type { CsvSeparator, ReadFile } from "@handrail/domain/interventions/enrollment-schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { TextArea } from "@handrail/ui/text-field";
import { useMutation } from "@tanstack/react-query";
import { type ChangeEvent, useId, useRef, useState } from "react";

import { client, problemOf } from "../../../lib/api.ts";
import { textOf } from "./file-text.ts";
import { FormProblem } from "./form-problem.tsx";
import { type Chosen, ReadLines, usable } from "./read-lines.tsx";

export type ReadListProps = {
  interventionId: string;
  kind: "codes" | "csv";
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
};

const mostCharacters = 200_000;
const nobody: Chosen = new Map();

interface Asked {
  readonly text: string;
  readonly separator?: CsvSeparator;
  readonly column?: number;
}

/** What is read is what is on view: whatever is about to be replaced leaves the choice first. */
const useReading = ({ interventionId, kind, onChoose }: Omit<ReadListProps, "chosen">) => {
  const reading = useMutation({
    mutationFn: (asked: Asked) => client.interventions.readStudents.query({ interventionId, kind, ...asked }),
  });
  const forget = (): void => {
    onChoose(nobody);
    reading.reset();
  };
  const read = (asked: Asked): void => {
    forget();
    reading.mutate(asked, { onSuccess: ({ lines }) => onChoose(usable(lines)) });
  };
  return { reading, read, forget };
};

const separatorLabels: readonly { value: CsvSeparator; label: string }[] = [
  { value: "comma", label: "Comma ," },
  { value: "semicolon", label: "Semicolon ;" },
  { value: "tab", label: "Tab" },
  { value: "bar", label: "Bar |" },
];
const none = "none";

const FileReading = ({ file, asked, onAsk }: { file: ReadFile; asked: Asked; onAsk: (asked: Asked) => void }) => (
  <div className="grid grid-cols-2 gap-3">
    <Select
      label="Between the columns"
      options={separatorLabels}
      value={file.separator}
      onChange={(separator) => onAsk({ text: asked.text, separator })}
    />
    <Select
      error={file.column === null ? "Choose the column with the codes or names of the students." : undefined}
      label="Column of the students"
      options={[
        ...(file.column === null ? [{ value: none, label: "Not chosen" }] : []),
        ...file.columns.map((label, index) => ({ value: String(index), label })),
      ]}
      value={file.column === null ? none : String(file.column)}
      onChange={(column) =>
        onAsk({ ...asked, separator: file.separator, ...(column === none ? {} : { column: Number(column) }) })
      }
    />
  </div>
);

const Pasted = ({
  isPending,
  onRead,
  onForget,
}: {
  isPending: boolean;
  onRead: (text: string) => void;
  onForget: () => void;
}) => {
  const [text, setText] = useState("");
  return (
    <>
      <TextArea
        description="One student a line, or several with commas between them."
        label="Codes or names"
        rows={4}
        value={text}
        onChange={(next) => {
          setText(next);
          onForget();
        }}
      />
      <Button className="self-start" isDisabled={text.trim() === ""} isPending={isPending} onPress={() => onRead(text)}>
        Read the list
      </Button>
    </>
  );
};

/** A list of codes and names, pasted or from a file: read line by line, shown, and chosen from. */
export const ReadList = ({ interventionId, kind, chosen, onChoose }: ReadListProps) => {
  const field = useId();
  const { reading, read, forget } = useReading({ interventionId, kind, onChoose });
  const [opened, setOpened] = useState<{ name: string; problem: string | null } | null>(null);
  // A large file may be read later than a small one that was chosen after it.
  const latest = useRef(0);
  const open = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (file === undefined) return;
    latest.current += 1;
    const turn = latest.current;
    forget();
    setOpened({ name: file.name, problem: null });
    const text = file.size > 4 * mostCharacters ? null : await textOf(file).catch(() => undefined);
    // Emptied, so that a corrected file of the same name is a change too.
    input.value = "";
    if (turn !== latest.current) return;
    const problem =
      text === undefined
        ? "This file cannot be read. Choose it again."
        : text === null || text.length > mostCharacters
          ? "This file is too large: use at most 1,000 lines."
          : text.trim() === ""
            ? "There is nothing in this file."
            : null;
    setOpened({ name: file.name, problem });
    if (problem === null && typeof text === "string") read({ text });
  };
  const { data, error, variables } = reading;
  return (
    <div className="flex flex-col gap-3">
      {kind === "codes" ? (
        <Pasted isPending={reading.isPending} onForget={forget} onRead={(text) => read({ text })} />
      ) : (
        <div className="flex flex-col gap-1">
          <label className="text-ui text-ink" htmlFor={field}>
            CSV file
          </label>
          <input
            accept=".csv,text/csv,text/plain"
            aria-describedby={`${field}-help`}
            className="rounded-control border-control-line bg-surface file:text-ui file:bg-sunken file:text-ink file:rounded-control min-h-11 w-full border p-1.5 text-transparent file:me-3 file:min-h-8 file:border-0 file:px-3"
            id={field}
            type="file"
            onChange={(event) => void open(event)}
          />
          <p aria-live="polite" className="text-ui min-w-0 break-words empty:hidden">
            {opened !== null && `From ${opened.name}:`}
          </p>
          <p className="text-meta text-ink-2" id={`${field}-help`}>
            With the code or the name of a student on each line.
          </p>
        </div>
      )}
      {opened?.problem != null && <FormProblem>{opened.problem}</FormProblem>}
      {error !== null && <FormProblem>{problemOf(error).message}</FormProblem>}
      {data?.file != null && variables !== undefined && <FileReading asked={variables} file={data.file} onAsk={read} />}
      {data !== undefined && data.lines.length > 0 && (
        <ReadLines chosen={chosen} lines={data.lines} onChoose={onChoose} />
      )}
    </div>
  );
};
