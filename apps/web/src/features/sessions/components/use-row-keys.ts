import { useShortcuts } from "@handrail/ui/use-shortcuts";
import type { RefObject } from "react";

const rowsIn = (list: HTMLElement | null): readonly HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>("[data-row]") ?? []),
];

/** `j` and `k` or the arrows go through a list's rows, the digits open the nth. */
export const useRowKeys = (list: RefObject<HTMLElement | null>): void => {
  const step = (by: number): void => {
    const rows = rowsIn(list.current);
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = at === -1 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
    rows[next]?.focus();
  };
  const open = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [String(index + 1), () => rowsIn(list.current)[index]?.click()]),
  );
  useShortcuts({
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    ...open,
  });
};
