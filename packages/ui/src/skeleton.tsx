import { cx } from "./cx.ts";

export type SkeletonProps = {
  /** The size of what will come, so that nothing moves: `h-11 w-40`. */
  className?: string;
};

/** One empty box. It appears only when the wait passes 150 ms. */
export const Skeleton = ({ className = "h-4 w-full" }: SkeletonProps) => (
  <span aria-hidden="true" className={cx("block animate-skeleton rounded-control bg-hover", className)} />
);

const widths = ["w-2/5", "w-3/5", "w-1/2", "w-2/3"];

/** Rows of a list on their way. */
export const SkeletonRows = ({ rows = 5, label = "Loading" }: { rows?: number; label?: string }) => (
  <div className="flex flex-col" role="status">
    <span className="sr-only">{label}</span>
    {Array.from({ length: rows }, (_, index) => (
      <div className="border-line flex h-11 items-center gap-3 border-b" key={index}>
        <Skeleton className="rounded-chip! size-6" />
        <Skeleton className={cx("h-3.5", widths[index % widths.length])} />
      </div>
    ))}
  </div>
);
