import { Avatar } from "./avatar.tsx";

export type PresentPerson = { id: string; name: string; note?: string; tone?: number };
export type PresenceStackProps = { people: readonly PresentPerson[]; max?: number; label?: string };

const described = ({ name, note }: PresentPerson): string => (note === undefined ? name : `${name}, ${note}`);

/** Who else is here. Nothing is drawn when nobody is. */
export const PresenceStack = ({ people, max = 4, label = "Here now" }: PresenceStackProps) => {
  if (people.length === 0) return null;
  const hidden = people.slice(max);
  return (
    <ul aria-label={label} className="flex items-center gap-1" role="list">
      {people.slice(0, max).map((person) => (
        <li key={person.id} title={described(person)}>
          <Avatar name={person.name} size="sm" tone={person.tone ?? 0} />
          <span className="sr-only">{described(person)}</span>
        </li>
      ))}
      {hidden.length > 0 && (
        <li className="text-meta text-ink-2" title={hidden.map(described).join("\n")}>
          +{hidden.length}
          <span className="sr-only"> more: {hidden.map(described).join("; ")}</span>
        </li>
      )}
    </ul>
  );
};
