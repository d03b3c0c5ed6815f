import type { ApiTokenMade } from "@handrail/domain/access/token-schema";
import { Button } from "@handrail/ui/button";
import { ErrorState } from "@handrail/ui/error-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useEffect, useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useApiTokens } from "../queries.ts";
import { AccountSection } from "./account-section.tsx";
import { TokenForm } from "./token-form.tsx";
import { TokenMade } from "./token-made.tsx";
import { TokenRow } from "./token-row.tsx";

type Step =
  | { readonly kind: "rest" }
  | { readonly kind: "form" }
  | { readonly kind: "made"; readonly made: ApiTokenMade };

const Held = () => {
  const tokens = useApiTokens();
  if (tokens.data === undefined)
    return tokens.error === null ? (
      <SkeletonRows label="The tokens are loading" rows={2} />
    ) : (
      <ErrorState
        isRetrying={tokens.isFetching}
        level={3}
        safe={problemOf(tokens.error).message}
        title="The tokens did not load"
        onRetry={() => void tokens.refetch()}
      />
    );
  if (tokens.data.length === 0) return <p className="text-ui text-ink-2">No program acts in your name.</p>;
  return (
    <ul className="rounded-card border-line bg-surface w-full overflow-hidden border" role="list">
      {tokens.data.map((token) => (
        <TokenRow key={token.id} token={token} />
      ))}
    </ul>
  );
};

/** Tokens by which programs act in the person's name. */
export const TokensSection = () => {
  const [step, setStep] = useState<Step>({ kind: "rest" });
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    // Back where it began, for those who came by keyboard.
    if (step.kind === "rest" && wasOpen.current) opener.current?.focus();
    wasOpen.current = step.kind !== "rest";
  }, [step]);
  const close = (): void => setStep({ kind: "rest" });
  return (
    <AccountSection
      about={
        <>
          A program with a token reads and writes in your name, within the tools you choose.{" "}
          <a className="text-accent-ink underline underline-offset-2" href="/api/docs/">
            What programs can do
          </a>
        </>
      }
      title="Tokens for programs"
    >
      <div className="flex flex-col items-start gap-5">
        <Held />
        {step.kind === "rest" && (
          <Button ref={opener} onPress={() => setStep({ kind: "form" })}>
            Make a token
          </Button>
        )}
        {step.kind === "form" && <TokenForm onCancel={close} onMade={(made) => setStep({ kind: "made", made })} />}
        {step.kind === "made" && <TokenMade made={step.made} onDone={close} />}
      </div>
    </AccountSection>
  );
};
