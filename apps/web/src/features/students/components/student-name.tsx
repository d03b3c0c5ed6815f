import type { StudentPurpose } from "@handrail/domain/privacy/schema";
import { cx } from "@handrail/ui/cx";
import { useStore } from "@handrail/ui/store";
import { useEffect, useMemo } from "react";

import { calledName } from "../../../lib/called-name.ts";
import { useShade } from "../../../lib/shade.ts";
import { askForNames, keyOf, knownNames } from "../names.ts";

export interface StudentNames {
  /** What the student is called here: the preferred name with the family name. Undefined: show the code. */
  readonly calledOf: (studentId: string) => string | undefined;
  readonly fullOf: (studentId: string) => string | undefined;
}

/**
 * Names of the students on this screen. Asked for in batches, kept in memory alone, and none while names are shaded.
 * Every asking is recorded under its purpose before a name leaves the server.
 */
export const useStudentNames = (
  studentIds: readonly string[],
  purpose: StudentPurpose,
  /** The intervention whose page this is: the record then says so. */
  interventionId?: string,
): StudentNames => {
  const asking = useMemo(
    () => ({ purpose, ...(interventionId === undefined ? {} : { interventionId }) }),
    [purpose, interventionId],
  );
  const isShaded = useShade();
  const known = useStore(knownNames);
  const list = studentIds.join(" ");
  useEffect(() => {
    if (!isShaded && list !== "") askForNames(asking, list.split(" "));
  }, [isShaded, list, asking]);
  return useMemo(() => {
    const find = (id: string) => (isShaded ? undefined : known.get(keyOf(asking, id)));
    return {
      calledOf: (id) => {
        const name = find(id);
        return name && calledName(name);
      },
      fullOf: (id) => find(id)?.fullName,
    };
  }, [isShaded, known, asking]);
};

export type StudentNameProps = {
  studentId: string;
  code: string;
  names: StudentNames;
  /** The name alone, for running text and narrow places; else the code stands beside it. */
  isCompact?: boolean;
  className?: string;
};

/** A student by name where the person may see it, else by code. */
export const StudentName = ({ studentId, code, names, isCompact = false, className }: StudentNameProps) => {
  const name = names.calledOf(studentId);
  if (name === undefined || isCompact) return <span className={className}>{name ?? code}</span>;
  return (
    <span className={cx("inline-flex max-w-full flex-wrap items-baseline gap-x-2", className)}>
      <span>{name}</span>
      <span className="text-meta text-ink-2 font-normal tabular-nums">{code}</span>
    </span>
  );
};
