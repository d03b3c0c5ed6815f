import { useState } from "react";

import { Checkbox } from "../checkbox.tsx";
import { CodeField } from "../code-field.tsx";
import { PasswordField } from "../password-field.tsx";
import { Select } from "../select.tsx";
import { Switch } from "../switch.tsx";
import { TextArea, TextField } from "../text-field.tsx";
import { Section } from "./section.tsx";

const causes = [
  { value: "family", label: "Family" },
  { value: "health", label: "Health" },
  { value: "transport", label: "Transport", disabled: true },
] as const;

export const FieldSection = () => {
  const [text, setText] = useState("");
  const [code, setCode] = useState("2941");
  const [password, setPassword] = useState("quiet-river-42");
  const [cause, setCause] = useState<(typeof causes)[number]["value"] | "">("");
  const [isOn, setOn] = useState(true);
  const [isMarked, setMarked] = useState(true);
  return (
    <Section title="Fields">
      <div className="grid items-start gap-6 sm:grid-cols-2">
        <TextField label="Preferred name" value={text} onChange={setText} />
        <TextField description="As the family writes it." isOptional label="Guardian" placeholder="Name" />
        <TextField
          defaultValue="14:75"
          error="Minutes go up to 59. Write the time as 14:45."
          label="Starts"
          description="24-hour clock"
        />
        <TextField defaultValue="Alder Street School" disabled label="School, disabled" />
        <TextField defaultValue="KESTREL-41" label="Code, read only" readOnly />
        <Select label="Root cause" options={causes} placeholder="Choose one" value={cause} onChange={setCause} />
        <Select
          error="A case needs one root cause."
          label="Root cause, with an error"
          options={causes}
          value="family"
          onChange={setCause}
        />
        <PasswordField autoComplete="current-password" label="Password" value={password} onChange={setPassword} />
        <CodeField description="Six digits from your app." label="One-time code" value={code} onChange={setCode} />
        <CodeField
          error="That code was used already. Wait for the next one."
          label="One-time code, refused"
          value="294117"
          onChange={setCode}
        />
        <TextArea label="What was agreed" description="Kept as you type." />
        <TextArea defaultValue="Call the aunt, check the bus." error="Notes go up to 4,000 characters." label="Plan" />
      </div>
      <div className="grid items-start gap-x-6 sm:grid-cols-2">
        <div>
          <Checkbox isSelected={isMarked} onChange={setMarked}>
            Remind me on the day
          </Checkbox>
          <Checkbox description="In the morning, with the day’s list." isSelected={false} onChange={setMarked}>
            Also by e-mail
          </Checkbox>
          <Checkbox isIndeterminate isSelected={false} onChange={setMarked}>
            All students (3 of 8)
          </Checkbox>
          <Checkbox isDisabled isSelected onChange={setMarked}>
            Disabled, on
          </Checkbox>
          <Checkbox error="Consent is needed before a name can be shown." isSelected={false} onChange={setMarked}>
            The family agreed
          </Checkbox>
        </div>
        <div className="divide-line divide-y">
          <Switch description="j, k, p, t, a and x" isSelected={isOn} onChange={setOn}>
            Single-key shortcuts
          </Switch>
          <Switch isSelected={false} onChange={setOn}>
            Photo grid
          </Switch>
          <Switch isDisabled isSelected onChange={setOn}>
            Disabled, on
          </Switch>
        </div>
      </div>
    </Section>
  );
};
