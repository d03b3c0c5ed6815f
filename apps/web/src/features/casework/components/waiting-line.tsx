import { useStore } from "@handrail/ui/store";
import CloudOff from "lucide-react/icons/cloud-off";

import { waitingStore } from "../recorder/outbox.ts";
import { count } from "../words.ts";

/** What was decided on without a connection and has not gone out yet. */
export const WaitingLine = () => {
  const waiting = useStore(waitingStore);
  if (waiting.length === 0) return null;
  const codes = [...new Set(waiting.flatMap(({ displayCode }) => displayCode ?? []))];
  return (
    <p className="rounded-control bg-sunken text-ui flex items-center gap-2 px-3 py-2.5" role="status">
      <CloudOff aria-hidden="true" className="text-ink-2 shrink-0" size={16} />
      {count(waiting.length, "entry waits", "entries wait")} on this device for a connection
      {codes.length > 0 && `: ${codes.join(", ")}`}.
    </p>
  );
};
