import { FilterPanel } from "@handrail/ui/filter-panel";
import { Select } from "@handrail/ui/select";

import type { CaseSearch } from "../../../routes/case-search.ts";
import { causes, statusOptions, urgencies } from "../words.ts";

export type CaseFiltersProps = { search: CaseSearch; maySeeAll: boolean; onChange: (search: CaseSearch) => void };

const any = "any";
const anything = { value: any, label: "Any" };

const put = (search: CaseSearch, key: keyof CaseSearch, value: string): CaseSearch =>
  Object.fromEntries(
    Object.entries({ ...search, [key]: value }).filter(([name, one]) => name !== "as" && one !== any),
  ) as CaseSearch;

/** What the list is narrowed to. */
export const CaseFilters = ({ search, maySeeAll, onChange }: CaseFiltersProps) => (
  <FilterPanel
    active={
      [search.status, search.urgency, search.cause, search.due, search.scope].filter((one) => one !== undefined).length
    }
  >
    <Select
      className="min-w-32 flex-1"
      label="Status"
      options={[{ value: any, label: "Active" }, ...statusOptions, { value: "all", label: "All, with closed" }]}
      value={search.status ?? any}
      onChange={(status) => onChange(put(search, "status", status))}
    />
    <Select
      className="min-w-28 flex-1"
      label="Urgency"
      options={[anything, ...urgencies]}
      value={search.urgency ?? any}
      onChange={(urgency) => onChange(put(search, "urgency", urgency))}
    />
    <Select
      className="min-w-32 flex-1"
      label="Root cause"
      options={[anything, ...causes]}
      value={search.cause ?? any}
      onChange={(cause) => onChange(put(search, "cause", cause))}
    />
    <Select
      className="min-w-32 flex-1"
      label="Follow-up"
      options={[
        anything,
        { value: "overdue", label: "Overdue" },
        { value: "today", label: "Today" },
        { value: "week", label: "Within a week" },
      ]}
      value={search.due ?? any}
      onChange={(due) => onChange(put(search, "due", due))}
    />
    {maySeeAll && (
      <Select
        className="min-w-32 flex-1"
        label="Whose"
        options={[
          { value: any, label: "Everyone’s" },
          { value: "mine", label: "Mine" },
        ]}
        value={search.scope ?? any}
        onChange={(scope) => onChange(put(search, "scope", scope))}
      />
    )}
  </FilterPanel>
);
