import { useMemo } from "react";

import { calledName } from "../../../lib/called-name.ts";
import { useShade } from "../../../lib/shade.ts";
import type { Names } from "./names.ts";
import type { RosterView } from "./overlay.ts";

/** Whether a word of a name or code begins with what was typed. */
export const matches = (text: string, query: string): boolean =>
  text
    .toLocaleLowerCase()
    .split(/[\s-]+/)
    .some((word) => word.startsWith(query)) || text.toLocaleLowerCase().startsWith(query);

/** What each student is called on this screen: by name, or by code alone while shaded. */
export const useLabels = (view: RosterView, names: Names) => {
  const isShaded = useShade();
  const codes = view.rows;
  return useMemo(() => {
    const called = new Map(names.map((name) => [name.studentId, calledName(name)]));
    const byCode = new Map<string, string>(codes.map((row) => [row.studentId, row.displayCode]));
    const code = (id: string): string => byCode.get(id) ?? "A student";
    const name = (id: string): string => called.get(id) ?? code(id);
    return { isShaded, labelOf: isShaded ? code : name, nameOf: name };
  }, [isShaded, names, codes]);
};

type Staff = readonly { readonly id: string; readonly name: string }[];

export const useStaffNames = (people: Staff): ((userId: string | null) => string) =>
  useMemo(() => {
    const known = new Map(people.map((person) => [person.id, person.name]));
    return (id) => (id === null ? "" : (known.get(id) ?? "a colleague"));
  }, [people]);
