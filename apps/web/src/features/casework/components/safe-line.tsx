import Check from "lucide-react/icons/check";
import TriangleAlert from "lucide-react/icons/triangle-alert";

import { clockTime } from "../../../lib/time.ts";
import type { Safe } from "../recorder/autosave.ts";

export type SafeLineProps = {
  safe: Safe;
  zone: string;
  /** Said before there is anything to keep. */
  idle: string;
};

/** Where the words are safe by now: seen, and heard once it changes. */
export const SafeLine = ({ safe, zone, idle }: SafeLineProps) => {
  const { device, server } = safe;
  const at = server ?? device;
  if (at === null)
    return (
      <p aria-live="polite" className="text-meta text-ink-2">
        {idle}
      </p>
    );
  const where =
    server !== null && device !== null ? "this device and server" : server === null ? "this device" : "server";
  const Icon = device === null ? TriangleAlert : Check;
  return (
    <p aria-live="polite" className="text-meta text-ink-2 flex items-center gap-1.5">
      <Icon aria-hidden="true" className={device === null ? "text-tardy" : "text-present"} size={14} />
      Draft saved {clockTime(zone, at)} ({where})
    </p>
  );
};
