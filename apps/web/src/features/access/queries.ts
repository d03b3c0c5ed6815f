import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "../../lib/api.ts";
import { reconnect } from "../../realtime/live.ts";

// Where the rights of a sign-in change, it gets a new token: the live connection has to begin again with that one.

export const useSignIns = () => useQuery(api.access.signIns.queryOptions());

const useFreshSignIns = () => {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: api.access.signIns.queryKey() });
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

/** A changed password ends the other sign-ins, so their list is asked for again. */
export const useChangePassword = () => {
  const onSettled = useFreshSignIns();
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
