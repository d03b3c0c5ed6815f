import type { Preferences } from "@handrail/domain/access/schema";
import { Select } from "@handrail/ui/select";

import { problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { useSetPreferences } from "../queries.ts";
import { AccountSection } from "./account-section.tsx";
import { FormAlert } from "./form-alert.tsx";

const options: readonly { value: Preferences["shortcuts"]; label: string }[] = [
  { value: "on", label: "On" },
  { value: "lists", label: "Only in lists" },
  { value: "off", label: "Off" },
];

/** Keys without a modifier can be set off by speech input or a slip of the hand (WCAG 2.2, 2.1.4). */
export const KeyboardSection = () => {
  const { preferences } = useMe();
  const choose = useSetPreferences();
  return (
    <AccountSection
      about="Single keys such as P for Present, or G and then T for Today. They never act inside text fields, and cannot be given other letters. Keys held with Ctrl or ⌘ always act."
      title="Keyboard"
    >
      <div className="flex max-w-sm flex-col gap-4">
        <FormAlert>{choose.error === null ? null : problemOf(choose.error).message}</FormAlert>
        <Select
          description="Holds on all of your devices."
          label="Single-key shortcuts"
          options={options}
          value={choose.isPending ? choose.variables.shortcuts : preferences.shortcuts}
          onChange={(shortcuts) => choose.mutate({ ...preferences, shortcuts })}
        />
      </div>
    </AccountSection>
  );
};
