import type { ToolKey } from "@handrail/domain/access/schema";
import { type ApiTokenMade, tokenDays } from "@handrail/domain/access/token-schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { PasswordField } from "@handrail/ui/password-field";
import { TextField } from "@handrail/ui/text-field";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { useMakeApiToken } from "../queries.ts";
import { toolWords } from "../tool-words.ts";
import { FormAlert } from "./form-alert.tsx";

export type TokenFormProps = { onMade: (made: ApiTokenMade) => void; onCancel: () => void };

const fields = ["name", "scopes", "days", "password"] as const;
type FieldName = (typeof fields)[number];
type Errors = Partial<Record<FieldName, string>>;

interface Written {
  readonly name: string;
  readonly scopes: readonly ToolKey[];
  readonly readOnly: boolean;
  readonly days: string;
  readonly password: string;
}

const isDays = (days: string): boolean => /^\d{1,3}$/.test(days) && Number(days) >= 1 && Number(days) <= tokenDays.most;

const check = ({ name, scopes, days, password }: Written): Errors => ({
  ...(name.trim() === "" ? { name: "Say which program it is for." } : {}),
  ...(scopes.length === 0 ? { scopes: "Choose at least one tool." } : {}),
  ...(isDays(days) ? {} : { days: `Write whole days, 1 to ${tokenDays.most}.` }),
  ...(password === "" ? { password: "Write your password." } : {}),
});

const refused = (error: unknown): { readonly errors: Errors; readonly message: string | null } => {
  if (error === null) return { errors: {}, message: null };
  const { situation, message, fields: named } = problemOf(error);
  if (situation === "WRONG_CREDENTIALS") return { errors: { password: message }, message: null };
  const errors = Object.fromEntries(
    fields.flatMap((field) => (field in named ? [[field, named[field]]] : [])),
  ) as Errors;
  return { errors, message: Object.keys(errors).length === 0 ? message : null };
};

/** What the program is called, what it may use and for how long; the password, since whoever sits here may be somebody else. */
export const TokenForm = ({ onMade, onCancel }: TokenFormProps) => {
  const { tools, email } = useMe();
  const [written, setWritten] = useState<Written>({
    name: "",
    scopes: tools.filter((tool) => tool === "cases"),
    readOnly: false,
    days: String(tokenDays.usual),
    password: "",
  });
  const [found, setFound] = useState<Errors>({});
  const make = useMakeApiToken();
  const form = useRef<HTMLFormElement>(null);
  const scopesNote = useId();
  const { errors: answered, message } = refused(make.error);
  const errors: Errors = { ...answered, ...found };
  const firstWrong = fields.find((field) => errors[field] !== undefined) ?? "name";
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>(`[name=${firstWrong}]`)?.focus();
  }, [firstWrong, found, make.error]);

  const write = (part: Partial<Written>): void => setWritten((before) => ({ ...before, ...part }));
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (make.isPending) return;
    const wrong = check(written);
    setFound(wrong);
    if (Object.keys(wrong).length > 0) make.reset();
    else make.mutate({ ...written, scopes: [...written.scopes], days: Number(written.days) }, { onSuccess: onMade });
  };

  return (
    <form className="flex w-full max-w-sm flex-col gap-4" noValidate ref={form} onSubmit={send}>
      <h3 className="text-ui font-semibold">Make a token</h3>
      <FormAlert>{message}</FormAlert>
      <TextField
        autoComplete="off"
        description="You find it by this name when you want to end it."
        error={errors.name}
        label="Program"
        maxLength={80}
        name="name"
        value={written.name}
        onChange={(name) => write({ name })}
      />
      <fieldset aria-describedby={scopesNote}>
        <legend className="text-ui">What it may use</legend>
        <p className="text-meta text-ink-2" id={scopesNote}>
          {errors.scopes === undefined ? (
            "Of your own tools. Meetings with students are under Cases."
          ) : (
            <span className="text-absent">{errors.scopes}</span>
          )}
        </p>
        <div className="grid grid-cols-2 gap-x-4">
          {tools.map((tool) => (
            <Checkbox
              isSelected={written.scopes.includes(tool)}
              key={tool}
              name="scopes"
              onChange={(isChosen) =>
                write({ scopes: isChosen ? [...written.scopes, tool] : written.scopes.filter((one) => one !== tool) })
              }
            >
              {toolWords[tool]}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <Checkbox isSelected={written.readOnly} onChange={(readOnly) => write({ readOnly })}>
        It may only read, and change nothing
      </Checkbox>
      <TextField
        description={`At most ${tokenDays.most}. Then the program needs a new one.`}
        error={errors.days}
        inputMode="numeric"
        label="Days until it ends"
        name="days"
        value={written.days}
        onChange={(days) => write({ days: days.trim() })}
      />
      <input autoComplete="username" hidden name="username" readOnly type="text" value={email} />
      <PasswordField
        autoComplete="current-password"
        error={errors.password}
        label="Your password"
        name="password"
        value={written.password}
        onChange={(password) => write({ password })}
      />
      <div className="flex flex-wrap gap-2">
        <Button isPending={make.isPending} type="submit" variant="primary">
          Make the token
        </Button>
        <Button variant="quiet" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
};
