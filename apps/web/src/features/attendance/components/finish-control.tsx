import { Button } from "@handrail/ui/button";
import { cx } from "@handrail/ui/cx";

import type { FinishAnswer, FinishAsks } from "../roster/use-finish.ts";

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
  readonly asks: FinishAsks;
  readonly unmarked: number;
  readonly contested: number;
  readonly onAnswer: (answer: FinishAnswer) => void;
}

/** The question has just been asked: its first answer is where the hand is. */
const focusFirst = (box: HTMLElement | null): void => box?.querySelector("button")?.focus();

const answersTo = { contested: ["show", "keep", null], unmarked: ["present", "absent", "blank", null] } as const;

const answerWords = {
  show: "Choose the marks",
  keep: "Finish anyway",
  present: "Present",
  absent: "Absent",
  blank: "Leave unmarked",
} as const;

/** Asked in place. Nobody becomes Absent because somebody forgot them. */
export const FinishQuestion = ({ asks, unmarked, contested, onAnswer }: FinishQuestionProps) => (
  <section
    aria-label="Before you finish"
    className="rounded-card border-tardy bg-tardy-soft flex flex-wrap items-center gap-x-3 gap-y-2 border px-4 py-2.5"
    data-finish-question=""
    key={asks}
    ref={focusFirst}
  >
    <p className="text-ui text-ink me-auto font-semibold" role="alert">
      {asks === "contested"
        ? `${contested === 1 ? "1 student has" : `${contested} students have`} two different marks.`
        : `${unmarked} unmarked. Mark them as`}
    </p>
    <span className="flex flex-wrap gap-2">
      {answersTo[asks].map((answer) => (
        <Button
          key={answer}
          size="sm"
          variant={answer === null ? "quiet" : "secondary"}
          onPress={() => onAnswer(answer)}
        >
          {answer === null ? "Cancel" : answerWords[answer]}
        </Button>
      ))}
    </span>
  </section>
);
