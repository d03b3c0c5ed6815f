import type { ViewRow } from "../roster/overlay.ts";
import type { Pickable } from "../roster/words.ts";

/** The same functions for every row and every drawing. */
export interface RowHands {
  readonly mark: (status: Pickable, studentId: string) => void;
  readonly minutes: (studentId: string, minutes: number) => void;
  readonly note: (studentId: string, text: string) => void;
  readonly keep: (studentId: string, keep: string) => void;
  readonly menu: (studentId: string, anchor: HTMLElement) => void;
  readonly closeNote: (studentId: string) => void;
  readonly nameOf: (userId: string | null) => string;
}

export interface RosterRowProps {
  readonly sessionId: string;
  readonly row: ViewRow;
  readonly name: string;
  readonly isShaded: boolean;
  readonly place: number;
  readonly zone: string;
  readonly personId: string;
  readonly isActive: boolean;
  /** Where Tab enters the list. */
  readonly isEntry: boolean;
  readonly isPhone: boolean;
  readonly mayMark: boolean;
  readonly isNoteOpen: boolean;
  /** The name of the colleague who holds this row just now, and their colour. */
  readonly holder: string | null;
  readonly tone: number;
  /** Rises with every change by somebody else. */
  readonly breath: number;
  /** What else expects the student at this time: `also Guitar B 10:00–10:45`. */
  readonly clash: string | null;
  readonly hands: RowHands;
}
