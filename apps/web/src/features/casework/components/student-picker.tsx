import { Button } from "@handrail/ui/button";
import { cx } from "@handrail/ui/cx";
import { TextField } from "@handrail/ui/text-field";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from "react";

import { api } from "../../../lib/api.ts";
import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";

export interface PickedStudent {
  readonly studentId: string;
  readonly displayCode: string;
}

export type StudentPickerProps = {
  picked: PickedStudent | null;
  error?: string | undefined;
  /** There is nobody else to choose. */
  isFixed?: boolean;
  onPick: (student: PickedStudent) => void;
  /** The student in view was given up: until another is chosen there is none. */
  onClear: () => void;
  ref?: RefObject<HTMLDivElement | null>;
};

const shown = 6;

/** Students whom a case may be opened for, by name, or by code where names are hidden or the server is away. */
const useFound = (text: string) => {
  const mine = useQuery(api.casework.students.queryOptions(undefined, { staleTime: 5 * 60_000 }));
  const search = useQuery(
    api.students.search.queryOptions(
      { query: text, limit: shown },
      { enabled: text !== "", placeholderData: keepPreviousData },
    ),
  );
  return useMemo(() => {
    if (text === "") return { found: [], isSettled: false };
    const allowed = new Map((mine.data ?? []).map((one) => [one.studentId as string, one]));
    const hits = search.isPlaceholderData ? [] : (search.data?.hits ?? []);
    const byName = hits.filter(({ studentId }) => allowed.size === 0 || allowed.has(studentId));
    const known = new Set(byName.map(({ studentId }) => studentId as string));
    const byCode = [...allowed.values()].filter(
      ({ studentId, displayCode }) => !known.has(studentId) && displayCode.toLowerCase().startsWith(text.toLowerCase()),
    );
    const isSettled = mine.data !== undefined && search.isSuccess && !search.isPlaceholderData;
    return { found: [...byName, ...byCode].slice(0, shown), isSettled };
  }, [text, mine.data, search.data, search.isPlaceholderData, search.isSuccess]);
};

const useOneName = (studentId: string | undefined) =>
  useStudentNames(
    useMemo(() => (studentId === undefined ? [] : [studentId]), [studentId]),
    "work",
  );

const Picked = ({ picked, onChange }: { picked: PickedStudent; onChange: (() => void) | null }) => {
  const names = useOneName(picked.studentId);
  return (
    <div className="flex flex-col gap-1">
      <span className="text-ui">Student</span>
      <div className="border-line bg-sunken rounded-control flex min-h-11 items-center justify-between gap-2 border ps-3 pe-1">
        <StudentName code={picked.displayCode} names={names} studentId={picked.studentId} />
        {onChange !== null && (
          <Button excludeFromTabOrder size="sm" variant="quiet" onPress={onChange}>
            Change
          </Button>
        )}
      </div>
    </div>
  );
};

/** The person's own students, one press each; the keyboard types a name or a code instead. */
const OwnStudents = ({ onChoose }: { onChoose: (one: PickedStudent) => void }) => {
  const { data } = useQuery(api.casework.students.queryOptions(undefined, { staleTime: 5 * 60_000 }));
  const own = useMemo(() => (data ?? []).filter(({ isMine }) => isMine).slice(0, shown), [data]);
  const names = useStudentNames(
    useMemo(() => own.map(({ studentId }) => studentId), [own]),
    "work",
  );
  if (own.length === 0) return null;
  return (
    <div aria-label="Your students" className="mt-1.5 flex flex-wrap gap-1.5" role="group">
      {own.map((one) => (
        <Button excludeFromTabOrder key={one.studentId} size="sm" variant="quiet" onPress={() => onChoose(one)}>
          {names.calledOf(one.studentId) ?? one.displayCode}
        </Button>
      ))}
    </div>
  );
};

/** Three letters and Enter choose. Whoever is not in view is not chosen; the words stay for whoever is chosen next. */
export const StudentPicker = ({ picked, error, isFixed = false, onPick, onClear, ref }: StudentPickerProps) => {
  const id = useId();
  const [before, setBefore] = useState<PickedStudent | null>(null);
  const beforeNames = useOneName(before?.studentId);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { found, isSettled } = useFound(text.trim());
  // Enter that came before the answer opens what all of the text finds.
  const [isEntered, setEntered] = useState(false);
  const names = useStudentNames(
    useMemo(() => found.map(({ studentId }) => studentId), [found]),
    "search",
  );
  const choose = (one: PickedStudent): void => {
    onPick({ studentId: one.studentId, displayCode: one.displayCode });
    setBefore(null);
    setText("");
    setEntered(false);
  };
  const first = found[0];
  if (isEntered && first !== undefined) queueMicrotask(() => choose(first));
  if (picked !== null) {
    const change = (): void => {
      setBefore(picked);
      onClear();
    };
    return <Picked picked={picked} onChange={isFixed ? null : change} />;
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((before) => Math.max(0, Math.min(found.length - 1, before + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const one = found[at] ?? first;
      if (one !== undefined) choose(one);
      else if (text.trim() !== "") setEntered(true);
    }
  };
  return (
    <div className="relative" ref={ref}>
      <TextField
        aria-activedescendant={found[at] === undefined ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-expanded={found.length > 0}
        autoComplete="off"
        error={error}
        label="Student"
        name="studentId"
        placeholder="Name or code"
        role="combobox"
        value={text}
        onChange={(next) => {
          setText(next);
          setAt(0);
          setEntered(false);
        }}
        onKeyDown={press}
      />
      {isSettled && found.length === 0 && (
        <p className="text-meta text-ink-2 mt-1" role="status">
          No student matches “{text.trim()}” among those you may record a meeting for.
        </p>
      )}
      {text === "" && <OwnStudents onChoose={choose} />}
      {before !== null && text === "" && (
        <Button className="mt-1" size="sm" variant="quiet" onPress={() => choose(before)}>
          Keep {beforeNames.calledOf(before.studentId) ?? before.displayCode}
        </Button>
      )}
      <div
        aria-label="Students found"
        className="rounded-control border-line bg-surface shadow-overlay absolute inset-x-0 top-full z-10 mt-1 border empty:hidden"
        id={`${id}-list`}
        role="listbox"
      >
        {found.map((one, index) => (
          <div
            aria-selected={index === at}
            className={cx(
              "flex min-h-11 items-center justify-between gap-3 px-3 pointer-fine:min-h-9",
              index === at && "bg-hover",
            )}
            id={`${id}-${index}`}
            key={one.studentId}
            role="option"
            onPointerDown={(event) => {
              event.preventDefault();
              choose(one);
            }}
          >
            <StudentName code={one.displayCode} names={names} studentId={one.studentId} />
            <span className="text-meta text-ink-2 shrink-0">Grade {one.gradeLevel}</span>
          </div>
        ))}
      </div>
    </div>
  );
};
