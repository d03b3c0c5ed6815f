import { Button } from "@handrail/ui/button";
import { PasswordField } from "@handrail/ui/password-field";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import type { Problem } from "../../../lib/problem.ts";
import { FormAlert } from "./form-alert.tsx";

export type PasswordAskProps = {
  title: string;
  verb: string;
  isPending: boolean;
  problem: Problem | null;
  onAnswer: (password: string) => void;
  onCancel: () => void;
};

/** Before a change to how one signs in: is it still you? */
export const PasswordAsk = ({ title, verb, isPending, problem, onAnswer, onCancel }: PasswordAskProps) => {
  const [password, setPassword] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
  }, [problem]);
  const isWrong = problem?.situation === "WRONG_CREDENTIALS";
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    setEmpty(password === "");
    if (password === "") input.current?.focus();
    else if (!isPending) onAnswer(password);
  };
  return (
    <form className="flex max-w-sm flex-col gap-4" noValidate onSubmit={send}>
      <h3 className="text-ui font-semibold">{title}</h3>
      <FormAlert>{problem !== null && !isWrong ? problem.message : null}</FormAlert>
      <PasswordField
        autoComplete="current-password"
        error={isEmpty ? "Write your password." : isWrong ? problem.message : undefined}
        label="Your password"
        ref={input}
        value={password}
        onChange={setPassword}
      />
      <div className="flex flex-wrap gap-2">
        <Button isPending={isPending} type="submit" variant="primary">
          {verb}
        </Button>
        <Button variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
};
