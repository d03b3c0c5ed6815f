import { Button } from "@handrail/ui/button";
import { StatusPill } from "@handrail/ui/status-pill";
import { toast } from "@handrail/ui/toast";
import Circle from "lucide-react/icons/circle";
import ShieldCheck from "lucide-react/icons/shield-check";
import { useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { useCodeIsOn, useNewBackupCodes, useRemoveCode, useStartCode } from "../queries.ts";
import { AccountSection } from "./account-section.tsx";
import { BackupCodes } from "./backup-codes.tsx";
import { CodeSetUp } from "./code-set-up.tsx";
import { PasswordAsk } from "./password-ask.tsx";

type Ask = "start" | "remove" | "backup";
type Step =
  | { readonly kind: "rest" }
  | { readonly kind: "ask"; readonly ask: Ask }
  | { readonly kind: "setUp"; readonly uri: string; readonly secret: string }
  | { readonly kind: "codes"; readonly codes: readonly string[] };

const rest: Step = { kind: "rest" };

const askWords: Readonly<Record<Ask, { readonly title: string; readonly verb: string }>> = {
  start: { title: "Set up the code", verb: "Go on" },
  remove: { title: "Remove the code", verb: "Remove the code" },
  backup: { title: "Make new backup codes", verb: "Make new codes" },
};

/** What stands there between two steps: what is on, and what can be done. */
const Rest = ({ hasCode, onAsk }: { hasCode: boolean; onAsk: (ask: Ask) => void }) => (
  <div className="flex flex-col items-start gap-3">
    {hasCode ? (
      <StatusPill icon={<ShieldCheck size={14} />} tone="good">
        On: a code is asked for at sign-in
      </StatusPill>
    ) : (
      <StatusPill icon={<Circle size={14} />}>Off: your password is enough</StatusPill>
    )}
    <div className="flex flex-wrap gap-2">
      {hasCode ? (
        <>
          <Button onPress={() => onAsk("backup")}>Make new backup codes</Button>
          <Button variant="danger" onPress={() => onAsk("remove")}>
            Remove the code
          </Button>
        </>
      ) : (
        <Button onPress={() => onAsk("start")}>Set up a code</Button>
      )}
    </div>
  </div>
);

export const CodeSection = () => {
  const { hasCode } = useMe();
  const [step, setStep] = useState<Step>(rest);
  const start = useStartCode();
  const remove = useRemoveCode();
  const backup = useNewBackupCodes();
  const codeIsOn = useCodeIsOn();
  const pending = start.isPending || remove.isPending || backup.isPending;
  const error = start.error ?? remove.error ?? backup.error;

  const forget = (): void => {
    start.reset();
    remove.reset();
    backup.reset();
    setStep(rest);
  };
  const answer = (ask: Ask, password: string): void => {
    if (ask === "start")
      start.mutate({ password }, { onSuccess: ({ uri, secret }) => setStep({ kind: "setUp", uri, secret }) });
    else if (ask === "backup")
      backup.mutate({ password }, { onSuccess: ({ codes }) => setStep({ kind: "codes", codes }) });
    else
      remove.mutate(
        { password },
        {
          onSuccess: () => {
            forget();
            toast({ message: "Code removed. Your password alone signs you in.", tone: "done" });
          },
        },
      );
  };

  return (
    <AccountSection
      about="A code from an authenticator app, asked for after your password. It keeps others out who have seen you type."
      title="Code at sign-in"
    >
      {step.kind === "rest" && <Rest hasCode={hasCode} onAsk={(ask) => setStep({ kind: "ask", ask })} />}
      {step.kind === "ask" && (
        <PasswordAsk
          isPending={pending}
          problem={error === null ? null : problemOf(error)}
          title={askWords[step.ask].title}
          verb={askWords[step.ask].verb}
          onAnswer={(password) => answer(step.ask, password)}
          onCancel={forget}
        />
      )}
      {step.kind === "setUp" && (
        <CodeSetUp
          secret={step.secret}
          uri={step.uri}
          onCancel={forget}
          onDone={(codes) => setStep({ kind: "codes", codes })}
        />
      )}
      {step.kind === "codes" && (
        <BackupCodes
          codes={step.codes}
          onDone={() => {
            forget();
            void codeIsOn();
          }}
        />
      )}
    </AccountSection>
  );
};
