export type MarkKind = "present" | "tardy" | "absent" | "excused" | "unmarked";

type MarkStyle = {
  word: string;
  letter: string;
  /** Fill, border and ink at rest: the fill style alone tells the marks apart on a photocopy. */
  tile: string;
  /** The same, on a label whose radio is chosen. */
  chosen: string;
  /** The ink of a mark that is only suggested. */
  ink: string;
};

const halfBar =
  "pl-2! before:absolute before:bottom-0 before:left-0 before:h-1/2 before:w-1 before:rounded-bl-[4px] before:bg-tardy forced-colors:before:bg-[CanvasText] before:content-['']";
const chosenHalfBar =
  "has-checked:before:absolute has-checked:before:bottom-0 has-checked:before:left-0 has-checked:before:h-1/2 has-checked:before:w-1 has-checked:before:rounded-bl-[4px] has-checked:before:bg-tardy has-checked:before:content-['']";

export const markStyles: Record<MarkKind, MarkStyle> = {
  present: {
    word: "Present",
    letter: "P",
    tile: "border-transparent bg-present-soft text-present",
    chosen: "has-checked:border-present has-checked:bg-present-soft has-checked:text-present",
    ink: "text-present",
  },
  tardy: {
    word: "Tardy",
    letter: "T",
    tile: `border-transparent bg-tardy-soft text-tardy ${halfBar}`,
    chosen: `has-checked:border-tardy has-checked:bg-tardy-soft has-checked:text-tardy ${chosenHalfBar}`,
    ink: "text-tardy",
  },
  absent: {
    word: "Absent",
    letter: "A",
    tile: "border-absent bg-absent text-on-solid",
    chosen: "has-checked:border-absent has-checked:bg-absent has-checked:text-on-solid",
    ink: "text-absent",
  },
  excused: {
    word: "Excused",
    letter: "E",
    tile: "border-dashed border-excused bg-surface text-excused",
    chosen: "has-checked:border-dashed has-checked:border-excused has-checked:bg-surface has-checked:text-excused",
    ink: "text-excused",
  },
  unmarked: {
    word: "Unmarked",
    letter: "–",
    tile: "rounded-chip! border-dashed border-unmarked text-unmarked",
    chosen: "has-checked:border-unmarked",
    ink: "text-unmarked",
  },
};
