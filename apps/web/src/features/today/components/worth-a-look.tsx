import type { Today } from "@handrail/domain/today/schema";
import { Button } from "@handrail/ui/button";
import { toast } from "@handrail/ui/toast";
import Sprout from "lucide-react/icons/sprout";
import { useRef } from "react";

import { problemOf } from "../../../lib/api.ts";
import { shortDay } from "../../../lib/time.ts";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { aimOf, verbOfHint } from "../hint-verb.ts";
import { type Hint, type TodayScope, useAnswerHint } from "../queries.ts";
import { Verb, worksOffline } from "./verb.tsx";

const sayProblem = (error: unknown): void => void toast({ message: problemOf(error).message, tone: "problem" });

/** A reason begins a sentence where no name stands before it. */
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

type RowProps = {
  hint: Hint;
  names: StudentNames;
  isOffline: boolean;
  onFollow: () => void;
  onPutOff: () => void;
};

const HintRow = ({ hint, names, isOffline, onFollow, onPutOff }: RowProps) => {
  const { studentId, displayCode, reason } = hint;
  const aim = aimOf(hint);
  const called = studentId === null ? null : (names.calledOf(studentId) ?? displayCode);
  const about = called === null ? reason : `${called}, ${reason}`;
  const word = verbOfHint(hint);
  return (
    <li
      className="border-line flex flex-col gap-2 border-b px-4 py-3.5 last:border-b-0"
      data-hint={`${hint.rule}/${hint.subject.id}/${studentId ?? ""}`}
    >
      <p>
        {studentId === null ? (
          capital(reason)
        ) : (
          <>
            <StudentName
              className="font-semibold"
              code={displayCode ?? ""}
              isCompact
              names={names}
              studentId={studentId}
            />
            : {reason}
          </>
        )}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Verb aim={aim} isOffline={isOffline} isSmall label={`${word}: ${about}`} onUse={onFollow}>
          {word}
        </Verb>
        <Button
          aria-label={`Not for 14 days: ${about}`}
          isDisabled={isOffline}
          size="sm"
          variant="quiet"
          onPress={onPutOff}
        >
          Not for 14 days
        </Button>
        {isOffline && (
          <span className="text-meta text-ink-2">
            {worksOffline(aim) ? "Putting it off needs a connection" : "Needs a connection"}
          </span>
        )}
      </div>
    </li>
  );
};

export type WorthALookProps = {
  today: Pick<Today, "hints" | "good">;
  scope: TodayScope;
  names: StudentNames;
  isOffline: boolean;
};

/** Whom have we missed: each with its reason, and one line of what goes well. */
export const WorthALook = ({ today: { hints, good }, scope, names, isOffline }: WorthALookProps) => {
  const answer = useAnswerHint(scope);
  const heading = useRef<HTMLHeadingElement>(null);
  const takeBack = (hint: Hint): void => answer.mutate({ hint, answer: "open" }, { onError: sayProblem });
  const putOff = (hint: Hint): void => {
    // The line with the button goes: the next thing to read is the list itself.
    heading.current?.focus();
    answer.mutate(
      { hint, answer: "snoozed" },
      {
        onSuccess: ({ until }) => {
          toast({
            message: until === null ? "Put off" : `Put off until ${shortDay(until)}`,
            action: { label: "Undo", onPress: () => takeBack(hint) },
          });
        },
        onError: sayProblem,
      },
    );
  };
  return (
    <aside aria-labelledby="worth-a-look" className="flex flex-col gap-6">
      <section>
        <h2
          className="text-meta text-ink-2 mb-2 font-semibold focus-visible:shadow-none focus-visible:outline-none"
          id="worth-a-look"
          ref={heading}
          tabIndex={-1}
        >
          Worth a look
        </h2>
        {hints.length === 0 ? (
          <p className="rounded-card border-line text-ink-2 border border-dashed px-4 py-3.5">Nothing to look at.</p>
        ) : (
          <ul className="rounded-card border-line bg-surface overflow-hidden border" role="list">
            {hints.map((hint) => (
              <HintRow
                hint={hint}
                isOffline={isOffline}
                key={`${hint.rule} ${hint.subject.id} ${hint.studentId ?? ""}`}
                names={names}
                onFollow={() => answer.mutate({ hint, answer: "accepted" })}
                onPutOff={() => putOff(hint)}
              />
            ))}
          </ul>
        )}
      </section>
      {good !== null && (
        <section aria-labelledby="going-well">
          <h2 className="text-meta text-ink-2 mb-2 font-semibold" id="going-well">
            Going well
          </h2>
          <p className="flex gap-2.5 px-4">
            <Sprout aria-hidden="true" className="text-present mt-0.5 shrink-0" size={18} strokeWidth={1.75} />
            <span>
              <StudentName
                className="font-semibold"
                code={good.displayCode}
                isCompact
                names={names}
                studentId={good.studentId}
              />
              : {good.reason}
            </span>
          </p>
        </section>
      )}
    </aside>
  );
};
