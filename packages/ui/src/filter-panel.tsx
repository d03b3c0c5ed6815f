import ListFilter from "lucide-react/icons/list-filter";
import { type ReactNode, useId, useState } from "react";

import { Button } from "./button.tsx";
import { cx } from "./cx.ts";

export type FilterPanelProps = {
  /** How many filters differ from their default: the folded panel says it. */
  active: number;
  children: ReactNode;
  className?: string;
};

/** The filters of a list. On a phone they are folded behind one button, so that the list is in view. */
export const FilterPanel = ({ active, children, className }: FilterPanelProps) => {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <div className="md:hidden print:hidden">
        <Button
          aria-controls={id}
          aria-expanded={isOpen}
          icon={<ListFilter aria-hidden="true" size={16} />}
          size="sm"
          onPress={() => setOpen(!isOpen)}
        >
          {active === 0 ? "Filters" : `Filters (${active})`}
        </Button>
      </div>
      <div className={cx("flex flex-wrap items-end gap-3 print:hidden", !isOpen && "max-md:hidden", className)} id={id}>
        {children}
      </div>
    </>
  );
};
