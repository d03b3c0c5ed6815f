import { Link } from "@tanstack/react-router";

const part =
  "flex min-h-11 items-center rounded-control px-3 text-ui text-ink-2 hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:outline-1 aria-[current=page]:outline-line aria-[current=page]:focus-visible:outline-2 aria-[current=page]:focus-visible:outline-accent pointer-fine:min-h-8";

/** Whose day: links, because each view has an address of its own. */
export const TodayScopeSwitch = () => (
  <nav aria-label="Whose day" className="rounded-control bg-sunken border-line flex gap-0.5 border p-0.5">
    <Link activeOptions={{ exact: true }} className={part} replace search={{}} to="/">
      Mine
    </Link>
    <Link activeOptions={{ exact: true }} className={part} replace search={{ scope: "school" as const }} to="/">
      My school
    </Link>
  </nav>
);
