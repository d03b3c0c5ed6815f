import type { DeviceLock, Preferences } from "@handrail/domain/access/schema";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, client, newId } from "../../lib/api.ts";
import { arm, useDeviceLock } from "../../lib/device-lock.ts";
import { reconnect } from "../../realtime/live.ts";

// Where the rights of a sign-in change, it gets a new token: the live connection has to begin again with that one.

export const useSignIns = () => useQuery(api.access.signIns.queryOptions());

const useFreshSignIns = () => {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: api.access.signIns.queryKey() });
};

const useFreshApiTokens = () => {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: api.access.apiTokens.queryKey() });
};

const useFreshMe = () => {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: api.access.me.queryKey() });
};

export const useEndSignIn = () => {
  const onSettled = useFreshSignIns();
  return useMutation(api.access.endSignIn.mutationOptions({ onSettled }));
};

export const useEndOtherSignIns = () => {
  const onSettled = useFreshSignIns();
  return useMutation(api.access.endOtherSignIns.mutationOptions({ onSettled }));
};

/** A changed password ends the other sign-ins and some tokens, so both lists are asked for again. */
export const useChangePassword = () => {
  const [freshSignIns, freshTokens] = [useFreshSignIns(), useFreshApiTokens()];
  const onSettled = () => Promise.all([freshSignIns(), freshTokens()]);
  return useMutation(api.access.changePassword.mutationOptions({ onSettled, onSuccess: reconnect }));
};

export const useStartCode = () => useMutation(api.access.startCode.mutationOptions());

/** Answers with the backup codes; the page shows them before it learns that the code is on. */
export const useConfirmCode = () => useMutation(api.access.confirmCode.mutationOptions({ onSuccess: reconnect }));

export const useRemoveCode = () => {
  const learnMe = useFreshMe();
  return useMutation(
    api.access.removeCode.mutationOptions({
      onSuccess: () => {
        reconnect();
        return learnMe();
      },
    }),
  );
};

export const useNewBackupCodes = () => useMutation(api.access.newBackupCodes.mutationOptions());

export const useCodeIsOn = useFreshMe;

export const useApiTokens = () => useQuery(api.access.apiTokens.queryOptions());

/** What it answers holds the token itself: it is shown once and must not stay in the page's memory. */
export const useMakeApiToken = () => {
  const onSettled = useFreshApiTokens();
  return useMutation(api.access.makeApiToken.mutationOptions({ gcTime: 0, onSettled }));
};

export const useEndApiToken = () => {
  const onSettled = useFreshApiTokens();
  return useMutation(api.access.endApiToken.mutationOptions({ onSettled }));
};

export const useLockOfDevice = () => {
  const { isLocked } = useDeviceLock();
  return useQuery({ ...api.access.deviceLock.queryOptions(), enabled: !isLocked });
};

const useKeepLock = () => {
  const cache = useQueryClient();
  return (lock: DeviceLock): void => {
    cache.setQueryData(api.access.deviceLock.queryKey(), lock);
  };
};

export const useSetPin = () => useMutation(api.access.setPin.mutationOptions({ onSuccess: useKeepLock() }));

export const useShareDevice = () => {
  const keep = useKeepLock();
  return useMutation(
    api.access.shareDevice.mutationOptions({
      onSuccess: (lock) => {
        arm(lock.lockAfterMinutes);
        keep(lock);
      },
    }),
  );
};

/** Holds on this device at once; when the server does not take it, everything is as before. */
export const useSetPreferences = () => {
  const learnMe = useFreshMe();
  return useMutation({
    mutationFn: (preferences: Preferences) => client.access.setPreferences.mutate({ mutationId: newId(), preferences }),
    onSettled: learnMe,
  });
};
