import { cx } from "@handrail/ui/cx";
import { type ReactNode, useId } from "react";

export type AnswerProps = {
  question: string;
  /** The sentence, with its number in it. */
  children: ReactNode;
  detail?: ReactNode;
  /** Opens the list behind the number. */
  link?: ReactNode;
  isQuiet?: boolean;
};

/** One question about the school, answered in a sentence. */
export const Answer = ({ question, children, detail, link, isQuiet = false }: AnswerProps) => {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="border-line flex flex-col gap-1.5 border-b py-5 first:pt-0 last:border-b-0 sm:grid sm:grid-cols-[13rem_1fr_auto] sm:gap-x-8"
    >
      <h2 className="text-ui text-ink-2" id={id}>
        {question}
      </h2>
      <div className="min-w-0">
        <p className={cx("text-title tabular-nums", isQuiet && "text-ink-2")}>{children}</p>
        {detail !== undefined && <div className="text-ui text-ink-2 mt-1">{detail}</div>}
      </div>
      {link !== undefined && <div className="text-ui self-start">{link}</div>}
    </section>
  );
};
