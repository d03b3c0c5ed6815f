import { type RefObject, useEffect, useState } from "react";

import type { ViewRow } from "./overlay.ts";
import { focusRow } from "./use-roster-keys.ts";

interface Finding {
  readonly expected: readonly ViewRow[];
  readonly labelOf: (studentId: string) => string;
  readonly list: RefObject<HTMLElement | null>;
}

type Matches = (name: string, search: string) => boolean;

/** Letters narrow the list; Enter shows all again, with the first that was found in hand. */
export const useFind = ({ expected, labelOf, list }: Finding) => {
  const [text, setText] = useState("");
  // The rule for names comes after the roster is there: nobody finds in its first moment.
  const [matches, setMatches] = useState<Matches | null>(null);
  useEffect(() => {
    void import("@handrail/domain/privacy/name-words").then(({ beginsWords }) => setMatches(() => beginsWords));
  }, []);
  const query = text.trim();
  const isFound = (row: ViewRow): boolean =>
    query === "" || matches === null || matches(labelOf(row.studentId), query) || matches(row.displayCode, query);
  const rows = expected.filter(isFound);
  const found = (): void => {
    // Until it is there the first row is not who was meant.
    if (query !== "" && matches === null) return;
    const id = rows[0]?.studentId;
    setText("");
    if (id === undefined) return;
    requestAnimationFrame(() => focusRow(list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)));
  };
  return { text, setText, query, rows, found };
};
