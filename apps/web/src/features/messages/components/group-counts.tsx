import type { GroupFamilies } from "@handrail/domain/communications/schema";

import { SentToday } from "./sent-today.tsx";

const messages = (count: number): string => (count === 1 ? "1 message" : `${count} messages`);

/** What would leave, what would be held back and why: said before anything is sent. */
export const GroupCounts = ({ counts }: { counts: GroupFamilies }) => {
  const { ready, held, withoutContact, sentToday } = counts;
  return (
    <div aria-live="polite" className="flex flex-col gap-2">
      <p className="font-semibold">{messages(ready)} will be sent.</p>
      {(held.length > 0 || withoutContact > 0) && (
        <ul className="text-ink-2 list-disc pl-5">
          {held.map(({ reason, families }) => (
            <li key={reason}>
              {messages(families)} held back: {reason}
            </li>
          ))}
          {withoutContact > 0 && (
            <li>{withoutContact === 1 ? "1 family has" : `${withoutContact} families have`} no contact to write to.</li>
          )}
        </ul>
      )}
      {sentToday > 0 && <SentToday families={sentToday} />}
    </div>
  );
};
