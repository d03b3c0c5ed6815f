import CloudOff from "lucide-react/icons/cloud-off";
import CloudUpload from "lucide-react/icons/cloud-upload";
import HardDrive from "lucide-react/icons/hard-drive";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";

import { cx } from "./cx.ts";
import { Spinner } from "./spinner.tsx";

export type SyncState = "live" | "connecting" | "offline" | "sending" | "kept" | "attention";
export type SyncPillProps = {
  state: SyncState;
  count?: number;
  /** Opens the list behind the number. */
  onPress?: () => void;
};

const looks: Record<SyncState, string> = {
  live: "border-line text-ink-2",
  connecting: "border-line text-ink-2",
  offline: "border-dashed border-control-line text-ink",
  sending: "border-line text-accent-ink",
  kept: "border-control-line text-ink",
  attention: "border-tardy bg-tardy-soft text-tardy",
};

const icons: Record<SyncState, ReactNode> = {
  live: <span aria-hidden="true" className="rounded-chip bg-present size-2 forced-colors:bg-[CanvasText]" />,
  connecting: <Spinner size={14} />,
  offline: <CloudOff aria-hidden="true" size={14} />,
  sending: <CloudUpload aria-hidden="true" size={14} />,
  kept: <HardDrive aria-hidden="true" size={14} />,
  attention: <TriangleAlert aria-hidden="true" size={14} />,
};

const words = (state: SyncState, count: number): string => {
  switch (state) {
    case "live":
      return "Live";
    case "connecting":
      return "Connecting";
    case "offline":
      return count > 0 ? `Offline · ${count} kept` : "Offline";
    case "sending":
      return `Sending ${count}`;
    case "kept":
      return `${count} kept on this device`;
    case "attention":
      return count === 1 ? "1 needs attention" : `${count} need attention`;
  }
};

export const SyncPill = ({ state, count = 0, onPress }: SyncPillProps) => {
  const look = cx(
    "inline-flex items-center gap-1.5 rounded-chip border bg-surface px-2.5 text-meta whitespace-nowrap",
    looks[state],
  );
  const content = (
    <>
      {icons[state]}
      <span>{words(state, count)}</span>
      {onPress && <span className="sr-only">: what is sent and kept</span>}
    </>
  );
  return onPress ? (
    <Button className={cx(look, "min-h-8 hover:bg-hover pointer-coarse:min-h-11")} onPress={onPress}>
      {content}
    </Button>
  ) : (
    <span className={cx(look, "min-h-7")}>{content}</span>
  );
};
