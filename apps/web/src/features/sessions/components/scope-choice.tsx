import type { ChangeScope, PlannedSession } from "@handrail/domain/sessions/change-schema";
import { Select } from "@handrail/ui/select";

const choices = [
  { value: "one", label: "This session" },
  { value: "following", label: "This and those after it" },
  { value: "all", label: "All that are still to come" },
] as const;

export type ScopeChoiceProps = { session: PlannedSession; scope: ChangeScope; onChange: (scope: ChangeScope) => void };

/** How far a change goes. Sessions that have begun or have marks stay as they were. */
export const ScopeChoice = ({ session, scope, onChange }: ScopeChoiceProps) =>
  session.isInSeries ? (
    <Select
      description={scope === "one" ? undefined : "Sessions that have begun or have marks stay as they are."}
      label="Change"
      options={choices}
      value={scope}
      onChange={onChange}
    />
  ) : null;
