import { Button } from "@handrail/ui/button";
import { toast } from "@handrail/ui/toast";
import Copy from "lucide-react/icons/copy";
import Printer from "lucide-react/icons/printer";
import { useEffect, useRef } from "react";

export type BackupCodesProps = { codes: readonly string[]; onDone: () => void };

/** Shown this once: nobody can read them again, the server included. */
export const BackupCodes = ({ codes, onDone }: BackupCodesProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const copy = (): void => {
    navigator.clipboard.writeText(codes.join("\n")).then(
      () => toast({ message: "Backup codes copied.", tone: "done" }),
      () =>
        toast({ message: "This browser does not let pages copy. Print them, or write them down.", tone: "problem" }),
    );
  };
  return (
    <div className="flex flex-col items-start gap-4">
      <div>
        <h3 className="text-ui font-semibold" ref={heading} tabIndex={-1}>
          Your backup codes
        </h3>
        <p className="text-ui text-ink-2 max-w-prose">
          Each signs you in once when your phone is not at hand. They are shown only now: keep them on paper.
        </p>
      </div>
      <ol className="rounded-card border-line bg-surface text-body grid grid-cols-1 gap-x-8 gap-y-1 border px-5 py-4 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li className="tabular-nums" key={code}>
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Copy aria-hidden="true" size={16} />} onPress={copy}>
          Copy
        </Button>
        <Button icon={<Printer aria-hidden="true" size={16} />} onPress={() => window.print()}>
          Print
        </Button>
        <Button variant="primary" onPress={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  );
};
