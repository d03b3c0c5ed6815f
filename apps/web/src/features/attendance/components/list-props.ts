import type { RefObject } from "react";

import type { RosterActions } from "../roster/actions.ts";
import type { ViewRow } from "../roster/overlay.ts";
import type { Holder } from "../roster/use-hold.ts";

export interface RosterListProps {
  readonly sessionId: string;
  readonly title: string;
  readonly rows: readonly ViewRow[];
  readonly zone: string;
  readonly personId: string;
  readonly isPhone: boolean;
  readonly isTiles: boolean;
  readonly isShaded: boolean;
  readonly mayMark: boolean;
  readonly activeId: string | null;
  readonly noteId: string | null;
  readonly list: RefObject<HTMLDivElement | null>;
  /** By student: what else expects them at this time. */
  readonly clashes: ReadonlyMap<string, string>;
  readonly holders: ReadonlyMap<string, Holder>;
  readonly breaths: ReadonlyMap<string, number>;
  readonly actions: RosterActions;
  readonly labelOf: (studentId: string) => string;
  readonly nameOf: (userId: string | null) => string;
  readonly onActive: (studentId: string | null) => void;
  readonly onNote: (studentId: string | null) => void;
}
