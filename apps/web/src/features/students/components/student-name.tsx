import type { StudentPurpose } from "@handrail/domain/privacy/schema";
import { cx } from "@handrail/ui/cx";
import { useStore } from "@handrail/ui/store";
import { useEffect, useMemo } from "react";

import { calledName, codeWords } from "../../../lib/called-name.ts";
import { useShade } from "../../../lib/shade.ts";
import { askForNames, type HeldBack, heldBackNames, keyOf, knownNames } from "../names.ts";

export interface StudentNames {
  /** What the student is called here: the preferred name with the family name. Undefined: show the code. */
  readonly calledOf: (studentId: string) => string | undefined;
  readonly fullOf: (studentId: string) => string | undefined;
  /** Why the code stands in place of the name. Undefined: it is not known yet, or names are shaded. */
  readonly whyCode: (studentId: string) => HeldBack | undefined;
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
  const heldBack = useStore(heldBackNames);
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
      whyCode: (id) => (isShaded ? undefined : heldBack.get(keyOf(asking, id))),
    };
  }, [isShaded, known, heldBack, asking]);
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
  const why = names.whyCode(studentId);
  // Most students of a large list are not the reader's own: that alone is no news.
  const words = why === undefined || why === "no_relationship" ? undefined : codeWords[why].short;
  const beside = name === undefined ? words : code;
  if (beside === undefined || isCompact) return <span className={className}>{name ?? code}</span>;
  return (
    <span className={cx("inline-flex max-w-full flex-wrap items-baseline gap-x-2", className)}>
      <span>{name ?? code}</span>
      <span className="text-meta text-ink-2 font-normal tabular-nums">{beside}</span>
    </span>
  );
};
