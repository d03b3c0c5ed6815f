import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";

import { cx } from "./cx.ts";

const useOverflow = () => {
  const ref = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const observer = new ResizeObserver(() => setOverflows(box.scrollWidth > box.clientWidth + 1));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return { ref, overflows };
};

export type TableProps = {
  /** Names the table; shown above it when `showCaption`. */
  caption: string;
  showCaption?: boolean;
  density?: "comfortable" | "compact";
  children: ReactNode;
  className?: string;
};

/** A real table that scrolls sideways inside itself, and by keyboard when it does. */
export const Table = ({ caption, showCaption = false, density = "comfortable", children, className }: TableProps) => {
  const { ref, overflows } = useOverflow();
  return (
    <div
      {...(overflows ? { role: "region", "aria-label": caption, tabIndex: 0 } : {})}
      // Positioned, so that it also clips words for screen readers alone: they are placed absolutely and would widen the page.
      className={cx("relative overflow-x-auto", className)}
      ref={ref}
    >
      <table className="group/table text-ui w-full border-collapse" data-density={density}>
        <caption className={showCaption ? "text-head pb-2 text-start" : "sr-only"}>{caption}</caption>
        {children}
      </table>
    </div>
  );
};

export const TableHead = ({ children }: { children: ReactNode }) => (
  <thead className="border-line border-b">{children}</thead>
);

export const TableBody = ({ children }: { children: ReactNode }) => <tbody>{children}</tbody>;

export const Row = ({ className, ...rest }: ComponentProps<"tr">) => (
  <tr
    {...rest}
    className={cx(
      "border-b border-line last:border-b-0 aria-selected:bg-accent-soft [tbody_&]:hover:bg-hover",
      className,
    )}
  />
);

type CellProps = { numeric?: boolean };

const cell =
  "h-(--row) px-3 py-1.5 first:ps-2 last:pe-2 align-middle group-data-[density=compact]/table:h-(--row-compact) group-data-[density=compact]/table:py-0.5";

export const ColumnHeader = ({ numeric, className, ...rest }: CellProps & ComponentProps<"th">) => (
  <th
    scope="col"
    {...rest}
    className={cx(
      cell,
      "text-meta font-medium whitespace-nowrap text-ink-2",
      numeric ? "text-end" : "text-start",
      className,
    )}
  />
);

export const RowHeader = ({ className, ...rest }: ComponentProps<"th">) => (
  <th scope="row" {...rest} className={cx(cell, "text-start font-semibold text-ink", className)} />
);

export const Cell = ({ numeric, className, ...rest }: CellProps & ComponentProps<"td">) => (
  <td {...rest} className={cx(cell, numeric ? "text-end tabular-nums" : "text-start", className)} />
);
