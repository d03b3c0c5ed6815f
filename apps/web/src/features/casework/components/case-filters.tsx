import { FilterPanel } from "@handrail/ui/filter-panel";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";

import type { CaseSearch } from "../../../routes/case-search.ts";
import { causes, statusOptions, urgencies } from "../words.ts";

export type CaseFiltersProps = {
  search: CaseSearch;
  /** The name or code that is looked for. It is no part of the address: names are not written there. */
  looked: string;
  maySeeAll: boolean;
  onChange: (search: CaseSearch) => void;
  onLook: (text: string) => void;
};

const any = "any";
const anything = { value: any, label: "Any" };

const put = (search: CaseSearch, key: keyof CaseSearch, value: string): CaseSearch =>
  Object.fromEntries(
    Object.entries({ ...search, [key]: value }).filter(([name, one]) => name !== "as" && one !== any),
  ) as CaseSearch;

const sortOptions = [
  { value: any, label: "Needs attention" },
  { value: "contact", label: "Longest since contact" },
  { value: "followUp", label: "Follow-up" },
  { value: "urgency", label: "Urgency" },
  { value: "status", label: "Status" },
  { value: "rootCause", label: "Cause" },
];

/** What the list is narrowed to, and on a phone its order. */
export const CaseFilters = ({ search, looked, maySeeAll, onChange, onLook }: CaseFiltersProps) => (
  <FilterPanel
    active={
      [search.status, search.urgency, search.cause, search.due, search.scope].filter((one) => one !== undefined).length
    }
  >
    <TextField
      autoComplete="off"
      className="min-w-40 flex-1"
      label="Student"
      placeholder="Name or code"
      spellCheck={false}
      type="search"
      value={looked}
      onChange={onLook}
    />
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
    <Select
      className="min-w-36 flex-1 sm:hidden"
      label="Order"
      options={sortOptions}
      value={search.sort ?? any}
      onChange={(sort) => onChange(put(search, "sort", sort))}
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
