import { Button } from "@handrail/ui/button";

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
);

export interface FinishQuestionProps {
  readonly unmarked: number;
  readonly onAnswer: (answer: "present" | "absent" | "blank" | null) => void;
}

/** Asked in place. Nobody becomes Absent because somebody forgot them. */
export const FinishQuestion = ({ unmarked, onAnswer }: FinishQuestionProps) => (
  <section
    aria-label="Before you finish"
    className="rounded-card border-tardy bg-tardy-soft flex flex-wrap items-center gap-x-3 gap-y-2 border px-4 py-2.5"
    data-finish-question=""
    onKeyDown={(event) => {
      if (event.key === "Escape") onAnswer(null);
    }}
  >
    <p className="text-ui text-ink me-auto font-semibold" role="alert">
      {unmarked} unmarked. Mark as…
    </p>
    <span className="flex flex-wrap gap-2">
      <Button autoFocus size="sm" onPress={() => onAnswer("present")}>
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
