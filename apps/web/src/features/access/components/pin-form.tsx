import { Button } from "@handrail/ui/button";
import { PasswordField } from "@handrail/ui/password-field";
import { TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useSetPin } from "../queries.ts";
import { FormAlert } from "./form-alert.tsx";

type Errors = { readonly pin?: string; readonly password?: string };

const check = (pin: string, password: string): Errors => ({
  ...(/^\d{4,6}$/.test(pin) ? {} : { pin: "Use 4 to 6 digits." }),
  ...(password === "" ? { password: "Write your password." } : {}),
});

/** The password as well: whoever finds the page open could else give it a PIN of their own. */
export const PinForm = ({ hasPin, onClose }: { hasPin: boolean; onClose: () => void }) => {
  const [pin, setPin] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLFormElement>(null);
  const keep = useSetPin();
  const problem = keep.error === null ? null : problemOf(keep.error);
  const pinProblem = problem?.fields["pin"];
  const passwordProblem = problem?.situation === "WRONG_CREDENTIALS" ? problem.message : problem?.fields["password"];
  useEffect(() => {
    form.current?.querySelector("input")?.focus();
  }, []);

  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (keep.isPending) return;
    const found = check(pin, password);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      form.current?.querySelector<HTMLInputElement>(`[name=${found.pin === undefined ? "password" : "pin"}]`)?.focus();
      return;
    }
    keep.mutate(
      { pin, password },
      {
        onSuccess: () => {
          toast({ message: hasPin ? "PIN changed." : "PIN set.", tone: "done" });
          onClose();
        },
      },
    );
  };

  return (
    <form className="flex max-w-sm flex-col gap-4" noValidate ref={form} onSubmit={send}>
      <FormAlert>
        {problem !== null && pinProblem === undefined && passwordProblem === undefined ? problem.message : null}
      </FormAlert>
      <TextField
        autoComplete="off"
        description="4 to 6 digits. Do not use a number that others know."
        error={errors.pin ?? pinProblem}
        inputMode="numeric"
        label="New PIN"
        maxLength={6}
        name="pin"
        type="password"
        value={pin}
        onChange={setPin}
      />
      <PasswordField
        autoComplete="current-password"
        error={errors.password ?? passwordProblem}
        label="Your password"
        name="password"
        value={password}
        onChange={setPassword}
      />
      <div className="flex flex-wrap gap-2">
        <Button isPending={keep.isPending} type="submit" variant="primary">
          {hasPin ? "Change the PIN" : "Set the PIN"}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
};
