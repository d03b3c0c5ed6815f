import { beginsWords } from "@handrail/domain/privacy/name-words";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { TextField } from "@handrail/ui/text-field";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { api } from "../../../lib/api.ts";
import { calledName } from "../../../lib/called-name.ts";
import { placeName, useNames } from "../roster/names.ts";
import { grade } from "../roster/words.ts";

interface Guest {
  readonly studentId: string;
  readonly displayCode: string;
  readonly gradeLevel: string;
}

export interface GuestOptionsProps {
  readonly sessionId: string;
  readonly isShaded: boolean;
  readonly onAdd: (guest: Guest, label: string) => void;
}

const most = 8;

/** Opened to write a name: the hand is already there. */
const focusField = (box: HTMLElement | null): void => box?.querySelector("input")?.focus();

/** Those who can be added, found by name or code. */
export const GuestOptions = ({ sessionId, isShaded, onAdd }: GuestOptionsProps) => {
  const options = useQuery({ ...api.attendance.guestOptions.queryOptions({ sessionId }), staleTime: 0 });
  const names = useNames(sessionId, "walk_in");
  const [text, setText] = useState("");
  const query = text.trim();
  const all = useMemo(() => {
    const known = new Map((names.data ?? []).map((name) => [name.studentId as string, calledName(name)]));
    return (options.data ?? []).map((option) => ({ ...option, name: known.get(option.studentId) ?? null }));
  }, [options.data, names.data]);
  const found = all
    .filter(
      ({ name, displayCode }) =>
        beginsWords(displayCode, query) || (!isShaded && name !== null && beginsWords(name, query)),
    )
    .slice(0, most);
  return (
    <div className="flex w-80 max-w-full flex-col gap-3" ref={focusField}>
      <TextField autoComplete="off" label={isShaded ? "Code" : "Name or code"} value={text} onChange={setText} />
      {options.isError ? (
        <p className="text-ui text-ink-2">The list of students could not be loaded.</p>
      ) : options.data === undefined ? (
        <SkeletonRows label="Students are loading" rows={4} />
      ) : (
        <ul aria-label="Students" className="flex max-h-80 flex-col overflow-y-auto" role="list">
          {found.map((guest) => {
            const label = isShaded || guest.name === null ? guest.displayCode : guest.name;
            return (
              <li key={guest.studentId}>
                <button
                  className="rounded-control hover:bg-hover flex min-h-11 w-full items-center gap-2 px-2 text-start"
                  type="button"
                  onClick={() => {
                    placeName(
                      sessionId,
                      names.data?.find((one) => one.studentId === guest.studentId),
                    );
                    onAdd(guest, label);
                  }}
                >
                  <span className="text-body min-w-0 flex-1 truncate font-semibold">{label}</span>
                  <span className="text-meta text-ink-2">{grade(guest.gradeLevel)}</span>
                  {label !== guest.displayCode && (
                    <span className="text-ink-2 font-(family-name:--font-code) text-[0.75rem]">
                      {guest.displayCode}
                    </span>
                  )}
                </button>
              </li>
            );
          })}
          {found.length === 0 && <li className="text-ui text-ink-2 px-2">Nobody by “{text.trim()}” can be added.</li>}
        </ul>
      )}
    </div>
  );
};
