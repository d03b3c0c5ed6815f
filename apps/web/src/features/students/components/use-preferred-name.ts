import { useStore } from "@handrail/ui/store";
import { useMemo } from "react";

import { keyOf, knownNames } from "../names.ts";
import { useStudentNames } from "./student-name.tsx";

/** The name that messages to families say: the preferred name alone. Undefined: show the code. */
export const usePreferredName = (studentId: string): string | undefined => {
  const names = useStudentNames(
    useMemo(() => [studentId], [studentId]),
    "letter",
  );
  const known = useStore(knownNames);
  // Shaded names are no names here either.
  return names.fullOf(studentId) === undefined
    ? undefined
    : known.get(keyOf({ purpose: "letter" }, studentId))?.preferredName;
};
