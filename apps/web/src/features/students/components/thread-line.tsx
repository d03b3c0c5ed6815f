import type { Lane, ThreadEntry } from "@handrail/domain/students/schema";
import { Chip } from "@handrail/ui/chip";
import { cx } from "@handrail/ui/cx";
import { Mark } from "@handrail/ui/mark";
import type { MarkKind } from "@handrail/ui/mark";
import { Link } from "@tanstack/react-router";
import FolderOpen from "lucide-react/icons/folder-open";
import Mail from "lucide-react/icons/mail";
import Route from "lucide-react/icons/route";
import TrendingUp from "lucide-react/icons/trending-up";
import { useState } from "react";

import { clockTime, shortDay } from "../../../lib/time.ts";
import type { ThreadItem } from "../thread-items.ts";
import { entryText, entryWords, laneWords } from "../words.ts";

const icons: { readonly [L in Exclude<Lane, "attendance">]: typeof Mail } = {
  interventions: Route,
  progress: TrendingUp,
  cases: FolderOpen,
  messages: Mail,
};

const marks: Readonly<Record<string, MarkKind>> = {
  present: "present",
  tardy: "tardy",
  absent: "absent",
  excused: "excused",
};

const Badge = ({ entry }: { entry: ThreadEntry }) => {
  if (entry.lane === "attendance")
    return <Mark isDecorative kind={marks[entry.status ?? ""] ?? "unmarked"} size="sm" />;
  const Icon = icons[entry.lane];
  return (
    <span
      className="rounded-chip border-line bg-surface text-ink-2 flex size-7 items-center justify-center border"
      title={laneWords[entry.lane]}
    >
      <Icon aria-hidden="true" size={15} strokeWidth={1.75} />
    </span>
  );
};

export type ThreadLineProps = { studentId: string; zone: string; marked: string | undefined };

const When = ({ entry, studentId, zone }: { entry: ThreadEntry; studentId: string; zone: string }) => (
  <Link
    className="hover:text-ink inline-flex min-h-6 items-center tabular-nums underline-offset-2 hover:underline"
    params={{ studentId }}
    search={{ until: entry.day, entry: entry.id }}
    title="Link to this entry"
    to="/students/$studentId"
  >
    <time dateTime={entry.at}>
      {shortDay(entry.day)}
      {entry.kind !== "note" && entry.kind !== "contact" && `, ${clockTime(zone, entry.at)}`}
    </time>
  </Link>
);

const Entry = ({ entry, studentId, zone, marked }: ThreadLineProps & { entry: ThreadEntry }) => {
  const text = entryText(entry);
  return (
    <li
      className={cx(
        "border-line flex gap-3 border-b px-4 py-3 last:border-b-0 print:break-inside-avoid print:px-2 print:py-1",
        marked === entry.id && "bg-accent-soft",
      )}
      {...(marked === entry.id ? { "aria-current": "true" } : {})}
      id={`entry-${entry.id}`}
    >
      <span className="shrink-0 pt-0.5">
        <Badge entry={entry} />
      </span>
      <div className="min-w-0 flex-1 print:flex print:flex-wrap print:items-baseline print:gap-x-3">
        <p className={cx("text-body", entry.isWithdrawn && "text-ink-2 line-through")}>{entryWords(entry)}</p>
        {text !== null && (
          <p className="text-body text-ink-2 mt-0.5 max-w-prose break-words whitespace-pre-line print:order-last print:basis-full">
            {text}
          </p>
        )}
        <p className="text-meta text-ink-2 mt-0.5 flex flex-wrap items-center gap-x-2">
          <When entry={entry} studentId={studentId} zone={zone} />
          {entry.who !== null && <span>{entry.who}</span>}
          {entry.isRestricted && <Chip>Restricted</Chip>}
        </p>
      </div>
    </li>
  );
};

const Run = ({ entries, ...rest }: ThreadLineProps & { entries: readonly ThreadEntry[] }) => {
  // A link to one of them has to show it.
  const [isOpen, setOpen] = useState(entries.some(({ id }) => id === rest.marked));
  const [newest, oldest] = [entries[0], entries.at(-1)];
  if (isOpen) return entries.map((entry) => <Entry entry={entry} key={entry.kind + entry.id} {...rest} />);
  return (
    <li className="border-line border-b last:border-b-0">
      <button
        aria-expanded="false"
        className="hover:bg-hover flex min-h-11 w-full items-center gap-3 px-4 py-2 text-start"
        type="button"
        onClick={() => setOpen(true)}
      >
        <Mark isDecorative kind="present" size="sm" />
        <span className="min-w-0 flex-1">
          Present {entries.length} sessions
          <span className="text-meta text-ink-2 ms-2 inline-block">
            {shortDay(oldest?.day ?? "")} to {shortDay(newest?.day ?? "")}
          </span>
        </span>
      </button>
    </li>
  );
};

export const ThreadLine = ({ item, ...rest }: ThreadLineProps & { item: ThreadItem }) =>
  item.kind === "run" ? <Run entries={item.entries} {...rest} /> : <Entry entry={item.entry} {...rest} />;
