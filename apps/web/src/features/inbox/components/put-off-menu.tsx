import { addDays, type Day } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Menu } from "@handrail/ui/menu";

import { shortDay } from "../../../lib/time.ts";

export type PutOffMenuProps = {
  today: Day;
  label: string;
  isDisabled: boolean;
  onChoose: (until: Day) => void;
};

const mondayAfter = (today: Day): Day => {
  const weekday = new Date(`${today}T12:00:00.000Z`).getUTCDay();
  return addDays(today, (8 - weekday) % 7 || 7);
};

/** Until when a line rests: tomorrow, Monday, a week. */
export const PutOffMenu = ({ today, label, isDisabled, onChoose }: PutOffMenuProps) => {
  const choices = [
    { id: "tomorrow", label: "Tomorrow", until: addDays(today, 1) },
    { id: "monday", label: "Monday", until: mondayAfter(today) },
    { id: "week", label: "In a week", until: addDays(today, 7) },
  ];
  return (
    <Menu
      items={choices.map(({ id, label: word, until }) => ({
        id,
        label: word,
        description: shortDay(until),
        onAction: () => onChoose(until),
      }))}
      label={label}
      placement="bottom end"
      trigger={
        <Button aria-label={label} isDisabled={isDisabled} shortcut="h" size="sm" variant="quiet">
          Put off
        </Button>
      }
    />
  );
};
