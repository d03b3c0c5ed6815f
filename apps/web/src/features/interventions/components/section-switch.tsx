import { Link } from "@tanstack/react-router";

const part =
  "flex min-h-11 items-center rounded-control px-3 text-ui text-ink-2 hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:outline-1 aria-[current=page]:outline-line aria-[current=page]:focus-visible:outline-2 aria-[current=page]:focus-visible:outline-accent pointer-fine:min-h-8";

/** What runs, and the recipes that it is made from. */
export const SectionSwitch = () => (
  <nav
    aria-label="Interventions and programs"
    className="rounded-control bg-sunken border-line flex gap-0.5 border p-0.5"
  >
    <Link activeOptions={{ exact: true, includeSearch: false }} className={part} to="/interventions">
      Interventions
    </Link>
    <Link activeOptions={{ exact: true, includeSearch: false }} className={part} to="/programs">
      Programs
    </Link>
  </nav>
);
