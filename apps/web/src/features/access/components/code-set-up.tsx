import { Button } from "@handrail/ui/button";
import { CodeField } from "@handrail/ui/code-field";
import { Skeleton } from "@handrail/ui/skeleton";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { qrPath } from "../../../lib/qr-path.ts";
import { useConfirmCode } from "../queries.ts";
import { FormAlert } from "./form-alert.tsx";

export type CodeSetUpProps = {
  uri: string;
  secret: string;
  onDone: (codes: readonly string[]) => void;
  onCancel: () => void;
};

const quiet = 4;

/** Black on white in both themes: a camera has to read it. The secret is no key of the cache, so nothing keeps it. */
const QrCode = ({ text }: { text: string }) => {
  const [code, setCode] = useState<Awaited<ReturnType<typeof qrPath>> | null>(null);
  useEffect(() => {
    let isHere = true;
    qrPath(text).then(
      (made) => {
        if (isHere) setCode(made);
      },
      // Without the picture there is still the text beside it.
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [text]);
  if (code === null) return <Skeleton className="size-44" />;
  const side = code.size + 2 * quiet;
  return (
    <svg
      aria-label="QR code for the authenticator app"
      className="rounded-control size-44 shrink-0"
      role="img"
      shapeRendering="crispEdges"
      viewBox={`${-quiet} ${-quiet} ${side} ${side}`}
    >
      <rect fill="#fff" height={side} width={side} x={-quiet} y={-quiet} />
      <path d={code.path} fill="#000" />
    </svg>
  );
};

const inFours = (secret: string): string => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

export const CodeSetUp = ({ uri, secret, onDone, onCancel }: CodeSetUpProps) => {
  const [code, setCode] = useState("");
  const confirm = useConfirmCode();
  const form = useRef<HTMLFormElement>(null);
  const problem = confirm.error === null ? null : problemOf(confirm.error);
  const isWrong = problem?.situation === "WRONG_CODE";
  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, [problem]);
  const check = (value: string): void => confirm.mutate({ code: value }, { onSuccess: ({ codes }) => onDone(codes) });
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!confirm.isPending) check(code);
  };
  return (
    <div className="flex flex-col gap-6 sm:flex-row">
      <QrCode text={uri} />
      <form className="flex max-w-sm flex-1 flex-col gap-4" noValidate ref={form} onSubmit={send}>
        <p className="text-body">
          Scan this with an authenticator app on your phone, then write the six digits that it shows.
        </p>
        <p className="text-ui text-ink-2">
          Or type this into the app:{" "}
          <code className="text-ink block py-1 break-words select-all">{inFours(secret)}</code>
        </p>
        <FormAlert>{problem !== null && !isWrong ? problem.message : null}</FormAlert>
        <CodeField
          error={isWrong ? problem.message : undefined}
          label="Code"
          value={code}
          onChange={setCode}
          onComplete={check}
        />
        <div className="flex flex-wrap gap-2">
          <Button isPending={confirm.isPending} type="submit" variant="primary">
            Turn on
          </Button>
          <Button variant="quiet" onPress={onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </div>
  );
};
