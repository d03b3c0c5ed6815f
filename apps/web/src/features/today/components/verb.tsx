import { buttonClass, type ButtonVariant } from "@handrail/ui/button-class";
import { cx } from "@handrail/ui/cx";
import { Link } from "@tanstack/react-router";

import { openRecorder } from "../../casework/components/record-button.tsx";
import { type HintAim, missedWords } from "../hint-verb.ts";

/** What a verb leads to. */
export type Aim = HintAim | { readonly to: "decision" };

/** Rosters and drafts are kept on the device; everything else has to be asked for. */
export const worksOffline = ({ to }: Aim): boolean => to === "session" || to === "record";

const record = ({ studentId, displayCode, days }: Extract<HintAim, { to: "record" }>): void =>
  openRecorder({
    ...(studentId === null ? {} : { studentId }),
    ...(displayCode === null ? {} : { displayCode }),
    ...(days.length === 0 ? {} : { absenceReason: missedWords(days) }),
  });

export type VerbProps = {
  aim: Aim;
  children: string;
  /** With what it is about: the word alone is the same on many lines. */
  label: string;
  isOffline: boolean;
  shortcut?: string | undefined;
  variant?: ButtonVariant;
  isSmall?: boolean;
  className?: string;
  onUse?: () => void;
};

/** The one button of a line. */
export const Verb = ({ aim, children, label, isOffline, shortcut, variant, isSmall = false, ...rest }: VerbProps) => {
  const className = cx(buttonClass({ variant, size: isSmall ? "sm" : "md" }), rest.className);
  if (isOffline && !worksOffline(aim))
    return (
      <button aria-label={label} className={className} disabled type="button">
        {children}
      </button>
    );
  const shared = {
    "aria-keyshortcuts": shortcut,
    "aria-label": label,
    className,
    "data-row": "",
    onClick: rest.onUse,
  };
  switch (aim.to) {
    case "session":
      return (
        <Link {...shared} params={{ sessionId: aim.sessionId }} to="/sessions/$sessionId">
          {children}
        </Link>
      );
    case "intervention":
      return (
        <Link
          {...shared}
          params={{ interventionId: aim.interventionId }}
          search={{ part: aim.part }}
          to="/interventions/$interventionId"
        >
          {children}
        </Link>
      );
    case "decision":
      return (
        <Link {...shared} to="/insights/decisions">
          {children}
        </Link>
      );
    case "student":
      return (
        <Link {...shared} params={{ studentId: aim.studentId }} to="/students/$studentId">
          {children}
        </Link>
      );
    case "record":
      return (
        <button
          {...shared}
          type="button"
          onClick={() => {
            rest.onUse?.();
            record(aim);
          }}
        >
          {children}
        </button>
      );
  }
};
