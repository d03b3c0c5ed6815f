import { beginsWords } from "@handrail/domain/privacy/name-words";
import { type RefObject, useState } from "react";

import type { ViewRow } from "./overlay.ts";
import { focusRow } from "./use-roster-keys.ts";

interface Finding {
  readonly expected: readonly ViewRow[];
  readonly labelOf: (studentId: string) => string;
  readonly list: RefObject<HTMLElement | null>;
}

/** Letters narrow the list; Enter shows all again, with the first that was found in hand. */
export const useFind = ({ expected, labelOf, list }: Finding) => {
  const [text, setText] = useState("");
  const query = text.trim();
  const isFound = (row: ViewRow): boolean =>
    query === "" || beginsWords(labelOf(row.studentId), query) || beginsWords(row.displayCode, query);
  const rows = expected.filter(isFound);
  const found = (): void => {
    const id = rows[0]?.studentId;
    setText("");
    if (id === undefined) return;
    requestAnimationFrame(() => focusRow(list.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)));
  };
  return { text, setText, query, rows, found };
};
