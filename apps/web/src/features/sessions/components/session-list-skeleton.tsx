import { Skeleton } from "@handrail/ui/skeleton";

const rows = ["first", "second", "third"];

/** The boxes of the list to come, so that nothing moves when it does. */
export const SessionListSkeleton = () => (
  <div role="status">
    <span className="sr-only">The sessions are loading</span>
    <Skeleton className="mb-2 h-4.5 w-12" />
    <div className="rounded-card border-line bg-surface overflow-hidden border">
      {rows.map((row) => (
        <div className="border-line flex min-h-18 items-center gap-5 border-b px-4 py-3.5 last:border-b-0" key={row}>
          <Skeleton className="h-5 w-24" />
          <div className="flex flex-1 flex-col gap-1.5">
            <Skeleton className="h-5 w-2/5" />
            <Skeleton className="h-3.5 w-3/5" />
          </div>
          <Skeleton className="hidden h-11 w-28 sm:block" />
        </div>
      ))}
    </div>
  </div>
);
