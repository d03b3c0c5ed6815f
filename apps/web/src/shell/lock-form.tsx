import { Button } from "@handrail/ui/button";
import { TextField } from "@handrail/ui/text-field";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import { FormAlert } from "../features/access/components/form-alert.tsx";
import { SignInForm } from "../features/access/components/sign-in-form.tsx";
import { api, client, problemOf, queryClient } from "../lib/api.ts";
import { openPage } from "../lib/device-lock.ts";
import { leave, leaveOffline, signedIn, signOut } from "../lib/person.ts";
import type { Problem } from "../lib/problem.ts";

const againMs = 5_000;
const lockKey = ["device-lock"];

/**
 * Tells the server, now or as soon as it can be reached: from then on the cookie alone opens nothing. Not while somebody is
 * unlocking: said after the PIN, it would lock what the PIN has just opened.
 */
const useServerLock = (isUnlocking: boolean) =>
  useQuery({
    queryKey: lockKey,
    queryFn: () => client.access.lock.mutate(),
    enabled: !isUnlocking,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchInterval: ({ state: { error } }) =>
      error !== null && problemOf(error).situation === "OFFLINE" ? againMs : false,
  });

/** The way out is open to anybody; what waits to be sent stays for its maker. */
const WayOut = () => {
  const ending = useMutation({ mutationFn: signOut });
  const wiping = useMutation({ mutationFn: leaveOffline });
  const problem = ending.error === null ? null : problemOf(ending.error);
  const isUnreachable = problem?.situation === "OFFLINE";
  const go = (): void => {
    if (isUnreachable) wiping.mutate();
    else
      ending.mutate(undefined, { onError: (error) => problemOf(error).situation === "NOT_SIGNED_IN" && void leave() });
  };
  return (
    <div className="border-line flex flex-col items-start gap-2 border-t pt-4">
      {isUnreachable && (
        <p className="text-ui text-ink-2" role="alert">
          Handrail cannot be reached. Wiping removes what this device shows of you now; the sign-in itself ends as soon
          as Handrail can be reached from here again.
        </p>
      )}
      <Button isPending={ending.isPending || wiping.isPending} onPress={go}>
        {isUnreachable ? "Wipe this device" : "Sign out"}
      </Button>
      <p className="text-meta text-ink-2">Marks that have not been sent are kept and sent at the next sign-in.</p>
    </div>
  );
};

const isEnd = (problem: Problem | null): boolean =>
  problem?.situation === "NOT_SIGNED_IN" || problem?.details["triesLeft"] === 0;

export const LockForm = () => {
  const me = queryClient.getQueryData(api.access.me.queryKey());
  const [pin, setPin] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const unlock = useMutation({
    mutationFn: async () => {
      // What is on its way arrives first, whatever comes of it.
      await queryClient
        .getQueryCache()
        .find({ queryKey: lockKey })
        ?.promise?.catch(() => undefined);
      return client.access.unlock.mutate({ pin });
    },
    onSuccess: async () => {
      openPage();
      await queryClient.invalidateQueries();
    },
    onError: () => setPin(""),
  });
  const lock = useServerLock(unlock.isPending);
  const problem = unlock.error === null ? null : problemOf(unlock.error);
  const lockProblem = lock.error === null ? null : problemOf(lock.error);
  const isOffline = problem === null ? lockProblem?.situation === "OFFLINE" : problem.situation === "OFFLINE";
  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, [problem]);

  if (isEnd(problem) || isEnd(lockProblem))
    return (
      <>
        <p className="text-body text-ink-2" role="alert">
          {problem?.situation === "WRONG_PIN"
            ? "Too many wrong PINs. Sign in with your password."
            : "Your sign-in ended. Sign in with your password to go on where you were."}
        </p>
        <SignInForm email={me?.email ?? ""} onDone={signedIn} />
        <WayOut />
      </>
    );

  const fault = problem?.situation === "WRONG_PIN" ? problem.message : problem?.fields["pin"];
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (pin !== "" && !unlock.isPending) unlock.mutate();
  };
  return (
    <>
      <p className="text-body text-ink-2">
        {me === undefined ? "" : `${me.name} is signed in. `}What was written on this page is still here.
      </p>
      <form className="flex flex-col gap-4" noValidate ref={form} onSubmit={send}>
        <FormAlert>
          {isOffline
            ? "You are offline. The PIN is checked by the school's server, so that nobody can try it out on this device. The page opens again when the network is back; your marks are kept until then."
            : problem !== null && fault === undefined
              ? problem.message
              : null}
        </FormAlert>
        <TextField
          autoComplete="off"
          error={fault}
          inputMode="numeric"
          label="PIN"
          maxLength={6}
          type="password"
          value={pin}
          onChange={setPin}
        />
        <Button isPending={unlock.isPending} type="submit" variant="primary">
          Unlock
        </Button>
      </form>
      <WayOut />
    </>
  );
};
