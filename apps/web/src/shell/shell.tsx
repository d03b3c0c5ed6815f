import { ErrorState } from "@handrail/ui/error-state";
import { LogoMark } from "@handrail/ui/logo";
import { Skeleton } from "@handrail/ui/skeleton";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";

import { useKeptCount } from "../features/attendance/components/kept-count.ts";
import { problemOf } from "../lib/api.ts";
import { useDeviceLock } from "../lib/device-lock.ts";
import { isEndPending } from "../lib/person.ts";
import { useSignInState } from "../lib/sign-in-state.ts";
import { loadLockForm, LockCover } from "./lock-cover.tsx";
import { useMeQuery } from "./me.ts";
import { useIdleLock } from "./use-idle-lock.ts";

export const loadFrame = () => import("./frame.tsx");
const Frame = lazy(async () => ({ default: (await loadFrame()).Frame }));

export const Waiting = () => (
  <main className="flex min-h-dvh flex-col gap-6 p-6">
    <LogoMark title="Handrail is opening" />
    <Skeleton className="h-8 w-64 max-w-full" />
    <Skeleton className="h-40 w-full max-w-3xl" />
  </main>
);

/** Goes there once: while the sign-in page is loading, the address is already its own. */
const ToSignIn = () => {
  const router = useRouter();
  useEffect(() => {
    const { href } = router.latestLocation;
    if (href.startsWith("/sign-in")) return;
    void router.navigate({ to: "/sign-in", search: href === "/" ? {} : { next: href }, replace: true });
  }, [router]);
  return <Waiting />;
};

const Unreachable = ({ message, onRetry }: { message: string; onRetry: () => void }) => (
  <main className="mx-auto max-w-xl p-6">
    <h1 className="sr-only">Handrail</h1>
    <ErrorState safe="Nothing on this device is lost." title={message} onRetry={onRetry} />
  </main>
);

const Opened = () => {
  const me = useMeQuery();
  const kept = useKeptCount();
  const signIn = useSignInState();
  const problem = me.error === null ? null : problemOf(me.error);
  if (isEndPending() || (problem?.situation === "NOT_SIGNED_IN" && signIn === "unknown")) return <ToSignIn />;
  if (me.data !== undefined)
    return (
      <Suspense fallback={<Waiting />}>
        <Frame kept={kept} />
      </Suspense>
    );
  if (problem !== null) return <Unreachable message={problem.message} onRetry={() => void me.refetch()} />;
  return <Waiting />;
};

/** Everything behind the sign-in. Under a lock the page stays as it was; one that is opened locked is not drawn at all. */
export const Shell = () => {
  const { armed, isLocked } = useDeviceLock();
  const [wasOpen, setWasOpen] = useState(!isLocked);
  if (!isLocked && !wasOpen) setWasOpen(true);
  useIdleLock();
  useEffect(() => {
    // Without a network it could not be fetched when it is needed.
    if (armed !== null) void loadLockForm();
  }, [armed]);
  return (
    <>
      {wasOpen && <Opened />}
      {isLocked && <LockCover />}
    </>
  );
};
