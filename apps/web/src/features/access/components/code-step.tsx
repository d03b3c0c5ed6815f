import { Button } from "@handrail/ui/button";
import { CodeField } from "@handrail/ui/code-field";
import { TextField } from "@handrail/ui/text-field";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import { client, problemOf } from "../../../lib/api.ts";
import { FormAlert } from "./form-alert.tsx";

export type CodeStepProps = { challenge: string; onBack: () => void; onDone: () => Promise<void> };

export const CodeStep = ({ challenge, onBack, onDone }: CodeStepProps) => {
  const [code, setCode] = useState("");
  const [isBackup, setBackup] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const check = useMutation({
    mutationFn: async (value: string) => {
      await client.access.signInCode.mutate({ challenge, code: value });
      await onDone();
    },
  });
  const problem = check.error === null ? null : problemOf(check.error);
  const error = problem?.situation === "WRONG_CODE" ? problem.message : problem?.fields["code"];

  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, [isBackup, problem]);

  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!check.isPending && code !== "") check.mutate(code);
  };

  return (
    <form className="flex flex-col gap-4" noValidate ref={form} onSubmit={send}>
      <FormAlert>{problem !== null && error === undefined ? problem.message : null}</FormAlert>
      {isBackup ? (
        <TextField
          autoCapitalize="none"
          autoComplete="off"
          description="Each backup code works once."
          error={error}
          label="Backup code"
          spellCheck={false}
          value={code}
          onChange={setCode}
        />
      ) : (
        <CodeField
          description="Six digits, from the authenticator app on your phone."
          error={error}
          label="Code"
          value={code}
          onChange={setCode}
          onComplete={(value) => check.mutate(value)}
        />
      )}
      <Button isPending={check.isPending || check.isSuccess} type="submit" variant="primary">
        Sign in
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          size="sm"
          variant="quiet"
          onPress={() => {
            setCode("");
            check.reset();
            setBackup(!isBackup);
          }}
        >
          {isBackup ? "Use the authenticator app" : "Use a backup code"}
        </Button>
        <Button size="sm" variant="quiet" onPress={onBack}>
          Start again
        </Button>
      </div>
    </form>
  );
};
