import { GradeLevel, StudentStatus } from "@handrail/domain/students/schema";
import { FilterPanel } from "@handrail/ui/filter-panel";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { useEffect, useRef, useState } from "react";

import type { StudentFilter } from "../queries.ts";
import { statusWords } from "../words.ts";

const any = { value: "any", label: "Any" } as const;
const grades = [any, ...GradeLevel.options.map((value) => ({ value, label: value }))];
const tiers = [any, ...(["1", "2", "3"] as const).map((value) => ({ value, label: value }))];
const supports = [any, { value: "none", label: "Tier 2 or 3 without support" }] as const;
const statuses = StudentStatus.options.map((value) => ({ value, label: statusWords[value] }));

export type StudentFiltersProps = { filter: StudentFilter; onChange: (filter: StudentFilter) => void };

/** The filter in the order people say it: who, which grade, which tier, and whether they are here. */
export const StudentFilters = ({ filter, onChange }: StudentFiltersProps) => {
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(filter.query ?? "");
  const asked = useRef(filter.query ?? "");
  const latest = useRef({ filter, onChange });
  useEffect(() => {
    latest.current = { filter, onChange };
  });
  // Cleared from elsewhere, such as by the empty list's button.
  useEffect(() => {
    if ((filter.query ?? "") === asked.current) return;
    asked.current = filter.query ?? "";
    setTyped(asked.current);
  }, [filter.query]);
  useEffect(() => {
    const query = typed.trim();
    if (query === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = query;
      const { query: _before, ...rest } = latest.current.filter;
      latest.current.onChange(query === "" ? rest : { ...rest, query });
    }, 120);
    return () => clearTimeout(timer);
  }, [typed]);
  useShortcuts({ "/": () => box.current?.querySelector("input")?.focus() });
  const { grade: _grade, ...withoutGrade } = filter;
  const { tier: _tier, ...withoutTier } = filter;
  const { support: _support, ...withoutSupport } = filter;
  return (
    <div className="flex flex-wrap items-end gap-3" ref={box} role="search">
      <TextField
        aria-keyshortcuts="/"
        autoComplete="off"
        className="min-w-48 max-md:flex-1 sm:w-64"
        label="Name or code"
        spellCheck={false}
        type="search"
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          // The browser would empty the field: leaving it keeps what was looked for.
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <FilterPanel
        active={
          [filter.grade, filter.tier, filter.support, filter.status].filter(
            (one) => one !== undefined && one !== "active",
          ).length
        }
        className="max-md:w-full"
      >
        <Select
          className="min-w-24 max-md:flex-1 md:w-28"
          label="Grade"
          options={grades}
          value={filter.grade ?? "any"}
          onChange={(grade) => onChange(grade === "any" ? withoutGrade : { ...filter, grade })}
        />
        <Select
          className="min-w-24 max-md:flex-1 md:w-28"
          label="Tier"
          options={tiers}
          value={filter.tier === undefined ? "any" : (String(filter.tier) as "1" | "2" | "3")}
          onChange={(tier) => onChange(tier === "any" ? withoutTier : { ...filter, tier: Number(tier) })}
        />
        <Select
          className="min-w-48 max-md:flex-1 md:w-56"
          label="Support"
          options={supports}
          value={filter.support ?? "any"}
          onChange={(support) => onChange(support === "any" ? withoutSupport : { ...filter, support })}
        />
        <Select
          className="min-w-32 max-md:flex-1 md:w-40"
          label="Status"
          options={statuses}
          value={filter.status ?? "active"}
          onChange={(status) => onChange({ ...filter, status })}
        />
      </FilterPanel>
    </div>
  );
};
