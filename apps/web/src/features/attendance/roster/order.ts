import { byWords } from "@handrail/domain/kernel/word-order";
import { useState } from "react";

import type { ViewRow } from "./overlay.ts";

/** Known places stay; whoever is new comes after them. */
const placed = (
  order: readonly string[],
  rows: readonly ViewRow[],
  labelOf: (studentId: string) => string,
): readonly string[] => {
  const known = new Set(order);
  const added = rows.map((row) => row.studentId as string).filter((id) => !known.has(id));
  if (added.length === 0) return order;
  // The first order is by what the class is called by; after that nobody moves.
  return order.length === 0 ? added.sort((a, b) => byWords(labelOf(a), labelOf(b))) : [...order, ...added];
};

interface Order {
  readonly sorted: (rows: readonly ViewRow[], labelOf: (studentId: string) => string) => readonly ViewRow[];
}

const createOrder = (): Order => {
  let order: readonly string[] = [];
  return {
    sorted: (rows, labelOf) => {
      order = placed(order, rows, labelOf);
      const at = new Map(order.map((id, index) => [id, index]));
      return [...rows].sort((a, b) => (at.get(a.studentId) ?? 0) - (at.get(b.studentId) ?? 0));
    },
  };
};

/** Rows in the order they had when the screen opened. `labelOf` has to give names also while they are shaded. */
export const useOrder = (rows: readonly ViewRow[], labelOf: (studentId: string) => string): readonly ViewRow[] => {
  const [order] = useState(createOrder);
  return order.sorted(rows, labelOf);
};
