import type { ApiTokenMade } from "@handrail/domain/access/token-schema";
import { Button } from "@handrail/ui/button";
import { toast } from "@handrail/ui/toast";
import Copy from "lucide-react/icons/copy";
import { useEffect, useRef } from "react";

/** Shown this once: the server keeps no more than its fingerprint. */
export const TokenMade = ({ made, onDone }: { made: ApiTokenMade; onDone: () => void }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const copy = (): void => {
    navigator.clipboard.writeText(made.token).then(
      () => toast({ message: "Token copied.", tone: "done" }),
      () =>
        toast({
          message: "This browser does not let pages copy. Select the token and copy it yourself.",
          tone: "problem",
        }),
    );
  };
  return (
    <div className="flex w-full max-w-xl flex-col items-start gap-4">
      <div>
        <h3 className="text-ui font-semibold wrap-anywhere" ref={heading} tabIndex={-1}>
          The token of {made.name}
        </h3>
        <p className="text-ui text-ink-2 max-w-prose">
          It is shown only now. Put it where the program keeps its secrets; whoever has it can act in your name.
        </p>
      </div>
      <code className="rounded-card border-line bg-surface text-body w-full border px-5 py-4 font-mono break-all select-all">
        {made.token}
      </code>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Copy aria-hidden="true" size={16} />} onPress={copy}>
          Copy
        </Button>
        <Button variant="primary" onPress={onDone}>
          I have kept it
        </Button>
      </div>
    </div>
  );
};
