import { lockMinutes } from "@handrail/domain/access/schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Skeleton } from "@handrail/ui/skeleton";
import { Switch } from "@handrail/ui/switch";
import { useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { lockPage } from "../../../lib/device-lock.ts";
import { useLockOfDevice, useShareDevice } from "../queries.ts";
import { AccountSection } from "./account-section.tsx";
import { FormAlert } from "./form-alert.tsx";
import { PinForm } from "./pin-form.tsx";

const choices = ["1", "2", "3", "5", "10", "15", "20", "25"] as const;
type Choice = (typeof choices)[number];
const options = choices.map((value) => ({ value, label: value === "1" ? "1 minute" : `${value} minutes` }));

const choiceOf = (minutes: number): Choice =>
  choices.find((choice) => Number(choice) >= minutes) ?? choices[choices.length - 1] ?? "10";

const Settings = ({ hasPin, lockAfterMinutes: held }: { hasPin: boolean; lockAfterMinutes: number | null }) => {
  const [isSetting, setSetting] = useState(false);
  const share = useShareDevice();
  // What was chosen shows at once.
  const lockAfterMinutes = share.isPending ? share.variables.lockAfterMinutes : held;
  const minutes = lockAfterMinutes ?? lockMinutes.usual;
  if (isSetting) return <PinForm hasPin={hasPin} onClose={() => setSetting(false)} />;
  return (
    <div className="flex max-w-sm flex-col gap-4">
      <FormAlert>{share.error === null ? null : problemOf(share.error).message}</FormAlert>
      <Switch
        description={hasPin ? "Marked on this device until you turn it off here." : "Set a PIN first."}
        isDisabled={!hasPin}
        isSelected={lockAfterMinutes !== null}
        onChange={(isShared) => share.mutate({ lockAfterMinutes: isShared ? minutes : null })}
      >
        This device is shared
      </Switch>
      {lockAfterMinutes !== null && (
        <Select
          label="Lock when nobody has touched it for"
          options={options}
          value={choiceOf(minutes)}
          onChange={(value) => share.mutate({ lockAfterMinutes: Number(value) })}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setSetting(true)}>{hasPin ? "Change the PIN" : "Set a PIN"}</Button>
        {held !== null && <Button onPress={lockPage}>Lock now</Button>}
      </div>
    </div>
  );
};

export const SharedDeviceSection = () => {
  const lock = useLockOfDevice();
  return (
    <AccountSection
      about="A shared tablet locks when nobody uses it. Your PIN opens it again; after five wrong PINs you need your password."
      title="Shared device"
    >
      {lock.data !== undefined ? (
        <Settings {...lock.data} />
      ) : lock.error === null ? (
        <Skeleton className="h-24 max-w-sm" />
      ) : (
        <FormAlert>{problemOf(lock.error).message}</FormAlert>
      )}
    </AccountSection>
  );
};
