import { Button } from "@handrail/ui/button";
import { cx } from "@handrail/ui/cx";

export interface FinishControlProps {
  readonly unmarked: number;
  readonly isAsking: boolean;
  readonly isOffline: boolean;
  /** Why it cannot be finished yet, in words. */
  readonly refusal: string | null;
  readonly isWide: boolean;
  readonly onFinish: () => void;
}

export const FinishControl = ({ unmarked, isAsking, isOffline, refusal, isWide, onFinish }: FinishControlProps) => (
  <span className={cx("flex items-center gap-x-3 gap-y-1", isWide && "flex-col-reverse")}>
    {refusal !== null && <span className="text-meta text-ink-2">{refusal}</span>}
    <Button
      className={isWide ? "w-full" : ""}
      isDisabled={isAsking || refusal !== null}
      shortcut="Shift+Enter"
      size={isWide ? "lg" : "md"}
      variant="primary"
      onPress={onFinish}
    >
      {isOffline ? "Finish when back online" : "Finish"}
      {unmarked > 0 && <span className="font-normal opacity-90"> · {unmarked} unmarked</span>}
    </Button>
  </span>
);

export interface FinishQuestionProps {
  readonly unmarked: number;
  readonly onAnswer: (answer: "present" | "absent" | "blank" | null) => void;
}

/** The question has just been asked: its first answer is where the hand is. */
const focusFirst = (box: HTMLElement | null): void => box?.querySelector("button")?.focus();

/** Asked in place. Nobody becomes Absent because somebody forgot them. */
export const FinishQuestion = ({ unmarked, onAnswer }: FinishQuestionProps) => (
  <section
    aria-label="Before you finish"
    ref={focusFirst}
    className="rounded-card border-tardy bg-tardy-soft flex flex-wrap items-center gap-x-3 gap-y-2 border px-4 py-2.5"
    data-finish-question=""
  >
    <p className="text-ui text-ink me-auto font-semibold" role="alert">
      {unmarked} unmarked. Mark as…
    </p>
    <span className="flex flex-wrap gap-2">
      <Button size="sm" onPress={() => onAnswer("present")}>
        Present
      </Button>
      <Button size="sm" onPress={() => onAnswer("absent")}>
        Absent
      </Button>
      <Button size="sm" onPress={() => onAnswer("blank")}>
        Leave blank
      </Button>
      <Button size="sm" variant="quiet" onPress={() => onAnswer(null)}>
        Not yet
      </Button>
    </span>
  </section>
);
