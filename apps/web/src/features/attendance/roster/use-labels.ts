import { useMemo, useState } from "react";

import { calledName } from "../../../lib/called-name.ts";
import { useShade } from "../../../lib/shade.ts";
import type { Names } from "./names.ts";
import type { RosterView } from "./overlay.ts";

/** The codes by student: the same object for as long as the same students are there, whatever becomes of their marks. */
const createCodes = () => {
  let codes: ReadonlyMap<string, string> = new Map();
  return (rows: RosterView["rows"]): ReadonlyMap<string, string> => {
    if (rows.length !== codes.size || rows.some((row) => codes.get(row.studentId) !== row.displayCode))
      codes = new Map(rows.map((row) => [row.studentId, row.displayCode]));
    return codes;
  };
};

/** What each student is called on this screen: by name, or by code alone while shaded. */
export const useLabels = (view: RosterView, names: Names) => {
  const isShaded = useShade();
  const [codesOf] = useState(createCodes);
  const codes = codesOf(view.rows);
  return useMemo(() => {
    const called = new Map(names.map((name) => [name.studentId, calledName(name)]));
    const code = (id: string): string => codes.get(id) ?? "A student";
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
