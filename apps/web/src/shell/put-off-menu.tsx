import type { Day } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Menu } from "@handrail/ui/menu";

import { putOffChoices } from "../lib/put-off.ts";
import { shortDay } from "../lib/time.ts";

export type PutOffMenuProps = {
  today: Day;
  label: string;
  word?: string;
  shortcut: string;
  isDisabled?: boolean;
  onChoose: (until: Day) => void;
};

export const PutOffMenu = ({
  today,
  label,
  word = "Put off",
  shortcut,
  isDisabled = false,
  onChoose,
}: PutOffMenuProps) => (
  <Menu
    items={putOffChoices(today).map(({ label: choice, until }) => ({
      id: until,
      label: choice,
      description: shortDay(until),
      onAction: () => onChoose(until),
    }))}
    label={label}
    placement="bottom end"
    trigger={
      <Button aria-label={label} isDisabled={isDisabled} shortcut={shortcut} size="sm" variant="quiet">
        {word}
      </Button>
    }
  />
);
