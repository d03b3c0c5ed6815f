import { isGoodPassword } from "@handrail/domain/access/rules";
import { passwordBounds } from "@handrail/domain/access/schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { PasswordField } from "@handrail/ui/password-field";
import { toast } from "@handrail/ui/toast";
import { type SyntheticEvent, useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { useApiTokens, useChangePassword } from "../queries.ts";
import { AccountSection } from "./account-section.tsx";
import { FormAlert } from "./form-alert.tsx";

type Errors = { readonly current?: string; readonly next?: string };

const check = (current: string, next: string, email: string): Errors => {
  const verdict = isGoodPassword({ password: next, current, email });
  return {
    ...(current === "" ? { current: "Write your current password." } : {}),
    ...(verdict.allowed ? {} : { next: verdict.refusal.message }),
  };
};

const countOf = (tokens: number): string => (tokens === 1 ? "1 token" : `${tokens} tokens`);

const doneWords = (endedTokens: number): string =>
  endedTokens === 0
    ? "Password changed. Your other devices are signed out."
    : `Password changed. Your other devices are signed out, and ${countOf(endedTokens)} for programs ended.`;

export const PasswordSection = () => {
  const { email } = useMe();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const change = useChangePassword();
  const held = useApiTokens().data?.length ?? 0;
  const [endTokens, setEndTokens] = useState(false);
  const problem = change.error === null ? null : problemOf(change.error);
  const currentProblem = problem?.situation === "WRONG_CREDENTIALS" ? problem.message : problem?.fields["current"];
  const nextProblem = problem?.fields["next"] ?? (problem?.situation === "WEAK_PASSWORD" ? problem.message : undefined);

  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (change.isPending) return;
    const found = check(current, next, email);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      change.reset();
      form.current
        ?.querySelector<HTMLInputElement>(found.current === undefined ? "[name=next]" : "[name=current]")
        ?.focus();
      return;
    }
    change.mutate(
      { current, next, endTokens },
      {
        onSuccess: ({ endedTokens }) => {
          setCurrent("");
          setNext("");
          setEndTokens(false);
          toast({ message: doneWords(endedTokens), tone: "done" });
        },
      },
    );
  };

  return (
    <AccountSection about="Changing it signs out your other devices." title="Password">
      <form className="flex max-w-sm flex-col gap-4" noValidate ref={form} onSubmit={send}>
        <FormAlert>
          {problem !== null && currentProblem === undefined && nextProblem === undefined ? problem.message : null}
        </FormAlert>
        <input autoComplete="username" hidden name="username" readOnly type="text" value={email} />
        <PasswordField
          autoComplete="current-password"
          error={errors.current ?? currentProblem}
          label="Current password"
          name="current"
          value={current}
          onChange={setCurrent}
        />
        <PasswordField
          autoComplete="new-password"
          description={`At least ${passwordBounds.min} characters. A few unrelated words are best.`}
          error={errors.next ?? nextProblem}
          label="New password"
          name="next"
          value={next}
          onChange={setNext}
        />
        {held > 0 && (
          <div>
            <Checkbox isSelected={endTokens} onChange={setEndTokens}>
              End my {countOf(held)} for programs
            </Checkbox>
            <p className="text-meta text-ink-2">
              Tokens made since somebody signed in with your account on a new device end in any case.
            </p>
          </div>
        )}
        <Button className="self-start" isPending={change.isPending} type="submit">
          Change password
        </Button>
      </form>
    </AccountSection>
  );
};
