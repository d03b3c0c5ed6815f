import { useStore } from "@handrail/ui/store";
import { lazy, Suspense, useEffect } from "react";

import { useGoKeys } from "../../../shell/go-keys.ts";
import { useMe } from "../../../shell/me.ts";
import { openRecorder, recorderStore } from "../recorder/open.ts";

const loadRecorder = () => import("./recorder.tsx");
const Recorder = lazy(async () => ({ default: (await loadRecorder()).Recorder }));

const Host = ({ personId }: { personId: string }) => {
  const open = useStore(recorderStore);
  useGoKeys(new Map([["m", () => openRecorder()]]), "c");
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    const start = async (): Promise<void> => {
      const { startOutbox } = await import("../recorder/outbox.ts");
      if (!isGone) stop ??= startOutbox(personId);
    };
    const fetchBoth = (): void => {
      Promise.all([start(), loadRecorder()]).catch((problem: unknown) => {
        console.warn("The recorder could not be fetched; it is tried again when the line is back.", problem);
      });
    };
    // Without a network it could not be fetched when it is needed.
    const begin = setTimeout(fetchBoth, 1_500);
    window.addEventListener("online", fetchBoth);
    return () => {
      isGone = true;
      clearTimeout(begin);
      window.removeEventListener("online", fetchBoth);
      stop?.();
    };
  }, [personId]);
  return <Suspense>{open !== null && <Recorder key={open.nth} request={open.request} />}</Suspense>;
};

/** Mounted once, beside every page: `c` then `m` opens the recorder, and what waits on this device goes out. */
export const RecorderHost = () => {
  const { tools, userId } = useMe();
  return tools.includes("cases") ? <Host personId={userId} /> : null;
};
