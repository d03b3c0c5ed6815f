import { Button } from "@handrail/ui/button";
import { TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";

/** Shown once: after that nobody can read it any more, not even the server. */
export const NewAddress = ({ address, onDone }: { address: string; onDone: () => void }) => {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      toast({ message: "Copied.", tone: "done" });
    } catch {
      toast({ message: "It could not be copied here: select it and copy it yourself.", tone: "problem" });
    }
  };
  return (
    <div className="rounded-card border-line bg-surface flex flex-col gap-3 border p-4">
      <TextField
        description="Copy it now and add it to your calendar as a subscription: it is not shown again."
        label="Your new address"
        readOnly
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onPress={() => void copy()}>
          Copy
        </Button>
        <Button onPress={onDone}>Done</Button>
      </div>
    </div>
  );
};
