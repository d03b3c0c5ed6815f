import { isGoodPassword } from "@handrail/domain/access/rules";
import { passwordBounds } from "@handrail/domain/access/schema";
import { Button } from "@handrail/ui/button";
import { PasswordField } from "@handrail/ui/password-field";
import { toast } from "@handrail/ui/toast";
import { type SyntheticEvent, useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { useChangePassword } from "../queries.ts";
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

export const PasswordSection = () => {
  const { email } = useMe();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const change = useChangePassword();
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
      { current, next },
      {
        onSuccess: () => {
          setCurrent("");
          setNext("");
          toast({ message: "Password changed. Your other devices are signed out.", tone: "done" });
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
        <Button className="self-start" isPending={change.isPending} type="submit">
          Change password
        </Button>
      </form>
    </AccountSection>
  );
};
