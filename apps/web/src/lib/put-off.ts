import { addDays, type Day } from "@handrail/domain/kernel/time";

const mondayAfter = (today: Day): Day => {
  const weekday = new Date(`${today}T12:00:00.000Z`).getUTCDay();
  return addDays(today, (8 - weekday) % 7 || 7);
};

export interface PutOffChoice {
  readonly label: string;
  readonly until: Day;
}

/** Days until which something can be put off: tomorrow, the next Monday, in a week. Each day is offered once. */
export const putOffChoices = (today: Day): readonly PutOffChoice[] => {
  const choices = [
    { label: "Tomorrow", until: addDays(today, 1) },
    { label: "Monday", until: mondayAfter(today) },
    { label: "In a week", until: addDays(today, 7) },
  ];
  return choices.filter(({ until }, index) => choices.findIndex((other) => other.until === until) === index);
};
