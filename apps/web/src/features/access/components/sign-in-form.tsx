import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { client, problemOf } from "../../../lib/api.ts";
import { CodeStep } from "./code-step.tsx";
import { PasswordStep, type Credentials } from "./password-step.tsx";
import { SchoolStep, type SchoolChoice } from "./school-step.tsx";

type Step =
  | { readonly kind: "password" }
  | { readonly kind: "code"; readonly challenge: string }
  | { readonly kind: "school"; readonly credentials: Credentials; readonly schools: readonly SchoolChoice[] };

export type SignInFormProps = {
  /** Filled in for somebody who is coming back. */
  email?: string;
  onDone: () => Promise<void>;
};

/** E-mail and password, then what else the account asks for: a code, or which of several schools. */
export const SignInForm = ({ email = "", onDone }: SignInFormProps) => {
  const [step, setStep] = useState<Step>({ kind: "password" });
  const signIn = useMutation({
    mutationFn: async (credentials: Credentials & { tenantId?: string }) => {
      const answer = await client.access.signIn.mutate(credentials);
      if (answer.next === "done") await onDone();
      else if (answer.next === "code") setStep({ kind: "code", challenge: answer.challenge });
      else setStep({ kind: "school", credentials, schools: answer.schools });
      return answer.next;
    },
  });
  // Signed in, the page is on its way: nothing is to be pressed twice. Asked for more, it is the person's turn.
  const isPending = signIn.isPending || signIn.data === "done";
  const startAgain = (): void => {
    signIn.reset();
    setStep({ kind: "password" });
  };
  const problem = signIn.error === null ? null : problemOf(signIn.error);

  switch (step.kind) {
    case "password":
      return (
        <PasswordStep
          email={email}
          isPending={isPending}
          problem={problem}
          onReady={(credentials) => signIn.mutate(credentials)}
        />
      );
    case "code":
      return <CodeStep challenge={step.challenge} onBack={startAgain} onDone={onDone} />;
    case "school":
      return (
        <SchoolStep
          isPending={isPending}
          problem={problem}
          schools={step.schools}
          onBack={startAgain}
          onChoose={(tenantId) => signIn.mutate({ ...step.credentials, tenantId })}
        />
      );
  }
};
