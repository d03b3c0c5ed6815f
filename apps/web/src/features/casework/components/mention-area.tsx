import type { MentionPeople } from "@handrail/domain/casework/recorder-schema";
import { isToldOf, mentionsIn } from "@handrail/domain/notifications/mentions";
import { beginsWords } from "@handrail/domain/privacy/name-words";
import { cx } from "@handrail/ui/cx";
import { TextArea, type TextAreaProps } from "@handrail/ui/text-field";
import { useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useLayoutEffect, useRef, useState } from "react";

import { api } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { useKeysWithin } from "../recorder/focus.ts";

export type MentionAreaProps = Omit<TextAreaProps, "value" | "onChange"> & {
  value: string;
  onChange: (text: string) => void;
  /** The case that the text belongs to; null: one that is about to be opened. */
  caseId: string | null;
  isRestricted: boolean;
};

const most = 6;
// What is being written after an `@`: a name may have several words, an address has something before its sign.
const begun = /(?<![\p{L}\p{N}\p{M}._-])@([\p{L}\p{M}\p{N}'’‘ʻʼ.\u00A0 -]{0,40})$/u;

interface Begun {
  /** Where its `@` is. */
  readonly at: number;
  readonly typed: string;
}

const begunAt = (text: string, caret: number | null): Begun | null => {
  const found = caret === null ? null : begun.exec(text.slice(0, caret));
  return found === null ? null : { at: found.index, typed: found[1] ?? "" };
};

/** Why a mention tells nobody; null when somebody is told. */
const silenceOf = (
  { typed, ids }: { readonly typed: string; readonly ids: readonly string[] },
  { people, userId, isRestricted }: { people: MentionPeople; userId: string; isRestricted: boolean },
): string | null => {
  const meant = people.filter(({ id }) => ids.includes(id));
  if (meant.length === 0) return `${typed} tells nobody: no colleague has this name.`;
  const others = meant.filter(({ id }) => id !== userId);
  if (others.length === 0) return `${typed} tells nobody: this is your own name.`;
  if (others.some((one) => isToldOf(one, { isRestricted }))) return null;
  return isRestricted
    ? `${typed} is not told: this is restricted to the case team.`
    : `${typed} is not told: they may not open this case.`;
};

/** A text in which `@` and a name tell a colleague. Names are offered, and a mention that tells nobody is said. */
export const MentionArea = ({ caseId, isRestricted, value, onChange, ...rest }: MentionAreaProps) => {
  const { userId } = useMe();
  const id = useId();
  const hasSign = value.includes("@") || value.includes("＠");
  const people =
    useQuery(
      api.casework.mentionPeople.queryOptions({ caseId: caseId as never }, { enabled: hasSign, staleTime: 60_000 }),
    ).data ?? [];
  const box = useRef<HTMLDivElement>(null);
  const field = (): HTMLTextAreaElement | null => box.current?.querySelector("textarea") ?? null;
  const [caret, setCaret] = useState<number | null>(null);
  // An offer that was closed or taken stays so until another `@` is written.
  const [settled, setSettled] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const goTo = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (goTo.current === null) return;
    field()?.setSelectionRange(goTo.current, goTo.current);
    goTo.current = null;
  });
  const writing = begunAt(value, caret);
  const offered =
    writing === null || writing.at === settled
      ? []
      : people
          .filter((one) => one.id !== userId && beginsWords(one.name, writing.typed))
          .sort((a, b) => Number(a.reads === "none") - Number(b.reads === "none"))
          .slice(0, most);
  const at = Math.min(chosen, offered.length - 1);
  const follow = (event: SyntheticEvent<HTMLTextAreaElement>): void => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    setCaret(selectionStart === selectionEnd ? selectionStart : null);
  };
  const take = (name: string): void => {
    if (writing === null || caret === null) return;
    const before = `${value.slice(0, writing.at)}@${name} `;
    const after = value.slice(caret).replace(/^ /, "");
    goTo.current = before.length;
    setCaret(before.length);
    setSettled(writing.at);
    onChange(before + after);
  };
  useKeysWithin(box, (event) => {
    if (offered.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const one = offered[at];
    if (step !== 0) setChosen((at + step + offered.length) % offered.length);
    else if (event.key === "Escape" && writing !== null) setSettled(writing.at);
    else if ((event.key === "Enter" || event.key === "Tab") && one !== undefined && !event.shiftKey) take(one.name);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Of a name that is still being written nothing is said yet.
  const told = writing === null || offered.length === 0 ? value : value.slice(0, writing.at);
  const silent =
    people.length === 0
      ? []
      : mentionsIn(told, people).flatMap((one) => silenceOf(one, { people, userId, isRestricted }) ?? []);
  return (
    <div className="relative" ref={box}>
      <TextArea
        {...rest}
        aria-activedescendant={offered[at] === undefined ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        aria-controls={offered.length === 0 ? undefined : `${id}-list`}
        aria-haspopup="listbox"
        value={value}
        onBlur={(event) => {
          setCaret(null);
          rest.onBlur?.(event);
        }}
        onChange={(text) => {
          const now = field()?.selectionStart ?? null;
          setCaret(now);
          if (begunAt(text, now)?.at !== settled) setSettled(null);
          setChosen(0);
          onChange(text);
        }}
        onSelect={follow}
      />
      {offered.length > 0 && (
        <div
          aria-label="Colleagues"
          className="rounded-control border-line bg-surface shadow-overlay absolute inset-x-0 top-full z-10 mt-1 border"
          id={`${id}-list`}
          role="listbox"
        >
          {offered.map((one, index) => (
            <div
              aria-selected={index === at}
              className={cx(
                "flex min-h-11 items-center justify-between gap-3 px-3 pointer-fine:min-h-9",
                index === at && "bg-hover",
              )}
              id={`${id}-${index}`}
              key={one.id}
              role="option"
              onPointerDown={(event) => {
                event.preventDefault();
                take(one.name);
              }}
            >
              <span className="min-w-0 truncate">{one.name}</span>
              {!isToldOf(one, { isRestricted }) && (
                <span className="text-meta text-ink-2 shrink-0">may not read this</span>
              )}
            </div>
          ))}
        </div>
      )}
      <p aria-live="polite" className="sr-only">
        {offered.length > 0 &&
          `${offered.length} ${offered.length === 1 ? "colleague" : "colleagues"}: arrows, then Enter`}
      </p>
      <ul aria-live="polite" className="text-meta text-ink mt-1 empty:hidden" role="list">
        {[...new Set(silent)].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </div>
  );
};
