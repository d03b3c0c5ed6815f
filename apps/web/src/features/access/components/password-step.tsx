import { Button } from "@handrail/ui/button";
import { PasswordField } from "@handrail/ui/password-field";
import { TextField } from "@handrail/ui/text-field";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import type { Problem } from "../../../lib/problem.ts";
import { FormAlert } from "./form-alert.tsx";

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export type PasswordStepProps = {
  email: string;
  isPending: boolean;
  problem: Problem | null;
  onReady: (credentials: Credentials) => void;
};

const missing = ({ email, password }: Credentials): Readonly<Record<string, string>> => ({
  ...(email.trim() === "" ? { email: "Write your e-mail address." } : {}),
  ...(password === "" ? { password: "Write your password." } : {}),
});

export const PasswordStep = ({ email: known, isPending, problem, onReady }: PasswordStepProps) => {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [gaps, setGaps] = useState<Readonly<Record<string, string>>>({});
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const fields = { ...problem?.fields, ...gaps };

  useEffect(() => {
    if (problem === null) return;
    if (problem.fields["email"] === undefined) passwordInput.current?.select();
    else emailInput.current?.focus();
  }, [problem]);

  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isPending) return;
    // Read from the fields: a password manager may have filled them before this page was listening.
    const written = {
      email: emailInput.current?.value ?? email,
      password: passwordInput.current?.value ?? password,
    };
    const found = missing(written);
    setGaps(found);
    if (found["email"] !== undefined) emailInput.current?.focus();
    else if (found["password"] !== undefined) passwordInput.current?.focus();
    else onReady(written);
  };

  const hasFieldProblem = problem !== null && Object.keys(problem.fields).length > 0;
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={send}>
      <FormAlert>{problem !== null && !hasFieldProblem ? problem.message : null}</FormAlert>
      <TextField
        autoCapitalize="none"
        autoComplete="username"
        error={fields["email"]}
        inputMode="email"
        label="E-mail address"
        name="email"
        ref={emailInput}
        spellCheck={false}
        type="email"
        value={email}
        onChange={setEmail}
      />
      <PasswordField
        autoComplete="current-password"
        error={fields["password"]}
        label="Password"
        name="password"
        ref={passwordInput}
        value={password}
        onChange={setPassword}
      />
      <Button className="mt-1" isPending={isPending} type="submit" variant="primary">
        Sign in
      </Button>
    </form>
  );
};
