import { GradeLevel } from "@handrail/domain/students/schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { Select } from "@handrail/ui/select";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { TextField } from "@handrail/ui/text-field";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";

import { api, problemOf } from "../../../lib/api.ts";
import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";
import { count } from "../words.ts";

export type ChooseStudentsProps = {
  interventionId: string;
  chosen: ReadonlyMap<string, string>;
  onToggle: (studentId: string, code: string) => void;
  onChoose: (chosen: ReadonlyMap<string, string>) => void;
};

const shown = 30;
const any = "any";

const suggestionWords = { case: "an open case", tier: "the program's tier" } as const;

/** Students who do not take part yet: by name or code, grade and tier, or those whom the program speaks for. */
export const ChooseStudents = ({ interventionId, chosen, onToggle, onChoose }: ChooseStudentsProps) => {
  const [text, setText] = useState("");
  const [grade, setGrade] = useState<string>(any);
  const [tier, setTier] = useState<string>(any);
  const [isSuggested, setSuggested] = useState(false);
  const sought = useDeferredValue(text.trim());
  const query = useQuery(
    api.interventions.studentOptions.queryOptions(
      {
        interventionId,
        ...(sought === "" ? {} : { text: sought }),
        ...(grade === any ? {} : { grade }),
        ...(tier === any ? {} : { tier: Number(tier) }),
        ...(isSuggested ? { suggested: true } : {}),
      },
      { placeholderData: keepPreviousData, staleTime: 0 },
    ),
  );
  const found = query.data ?? [];
  const listed = found.slice(0, shown);
  const unlisted = [...chosen].filter(([id]) => !listed.some(({ studentId }) => studentId === id));
  const names = useStudentNames(
    [...listed.map(({ studentId }) => studentId as string), ...unlisted.map(([id]) => id)],
    sought === "" ? "intervention" : "search",
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-[2fr_1fr_1fr]">
        <TextField
          autoComplete="off"
          className="col-span-2 sm:col-span-1"
          label="Name or code"
          spellCheck={false}
          type="search"
          value={text}
          onChange={setText}
        />
        <Select
          label="Grade"
          options={[
            { value: any, label: "Any" },
            ...GradeLevel.options.map((one) => ({ value: one as string, label: one as string })),
          ]}
          value={grade}
          onChange={setGrade}
        />
        <Select
          label="Tier"
          options={[{ value: any, label: "Any" }, ...["1", "2", "3"].map((one) => ({ value: one, label: one }))]}
          value={tier}
          onChange={setTier}
        />
      </div>
      <Checkbox isSelected={isSuggested} onChange={setSuggested}>
        Suggested by the program
      </Checkbox>
      {isSuggested && (
        <p className="text-meta text-ink-2">
          Those with an open case that the program is for, as far as you can see it, then those of its tier.
        </p>
      )}
      {query.data === undefined ? (
        query.error === null ? (
          <SkeletonRows label="Students are loading" rows={4} />
        ) : (
          <p className="text-ui text-ink-2">{problemOf(query.error).message}</p>
        )
      ) : (
        <>
          <div className="text-meta text-ink-2 flex flex-wrap items-center justify-between gap-2">
            <span aria-live="polite">
              {found.length === 0
                ? "Nobody who could be enrolled."
                : `${count(found.length, "student", "students")} could be enrolled.`}
            </span>
            {found.length > 1 && (
              <Button
                size="sm"
                variant="quiet"
                onPress={() => onChoose(new Map(found.map(({ studentId, displayCode }) => [studentId, displayCode])))}
              >
                Choose all {found.length}
              </Button>
            )}
          </div>
          <ul
            aria-label="Students"
            className="rounded-card border-line divide-line max-h-72 divide-y overflow-y-auto border empty:hidden"
            role="list"
          >
            {listed.map(({ studentId, displayCode, gradeLevel, tier: ofTier, suggestion }) => (
              <li className="flex items-center justify-between gap-3 px-3 py-1" key={studentId}>
                <Checkbox isSelected={chosen.has(studentId)} onChange={() => onToggle(studentId, displayCode)}>
                  <StudentName code={displayCode} names={names} studentId={studentId} />
                </Checkbox>
                <span className="text-meta text-ink-2 shrink-0 text-end">
                  Grade {gradeLevel}, tier {ofTier}
                  {isSuggested && suggestion !== null && (
                    <span className="block">For {suggestionWords[suggestion]}</span>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {unlisted.length > 0 && (
            <div className="flex flex-col gap-1">
              <h3 className="text-ui">Chosen as well</h3>
              <ul
                aria-label="Chosen as well"
                className="rounded-card border-line divide-line max-h-48 divide-y overflow-y-auto border"
                role="list"
              >
                {unlisted.map(([studentId, code]) => (
                  <li className="px-3 py-1" key={studentId}>
                    <Checkbox isSelected onChange={() => onToggle(studentId, code)}>
                      <StudentName code={code} names={names} studentId={studentId} />
                    </Checkbox>
                  </li>
                ))}
              </ul>
            </div>
          )}
          {found.length > shown && (
            <p className="text-meta text-ink-2">
              The first {shown} are listed. Write more of the name or code to find others.
            </p>
          )}
        </>
      )}
    </div>
  );
};
