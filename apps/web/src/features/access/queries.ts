import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "../../lib/api.ts";

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
  return useMutation(api.access.changePassword.mutationOptions({ onSettled }));
};

export const useStartCode = () => useMutation(api.access.startCode.mutationOptions());

/** Answers with the backup codes; the page shows them before it learns that the code is on. */
export const useConfirmCode = () => useMutation(api.access.confirmCode.mutationOptions());

export const useRemoveCode = () => {
  const onSuccess = useFreshMe();
  return useMutation(api.access.removeCode.mutationOptions({ onSuccess }));
};

export const useNewBackupCodes = () => useMutation(api.access.newBackupCodes.mutationOptions());

export const useCodeIsOn = useFreshMe;
