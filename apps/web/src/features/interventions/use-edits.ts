import { contestedFields, realChanges } from "@handrail/domain/interventions/contested";
import { useState } from "react";

/** A form over something that others may change meanwhile. */
export interface Edits<F extends object> {
  /** What the form shows: what was written here, else what stands. */
  readonly values: F;
  readonly set: <K extends keyof F>(field: K, value: F[K]) => void;
  readonly changes: Partial<F>;
  /** What stood in each changed field when it was last looked at. */
  readonly seen: Partial<F>;
  /** Changed here and by somebody else: one of the two is to be kept. */
  readonly contested: readonly (keyof F)[];
  readonly keepMine: (field: keyof F) => void;
  readonly takeTheirs: (field: keyof F) => void;
  readonly isChanged: boolean;
}

const without = <F extends object>(values: Partial<F>, field: keyof F): Partial<F> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== field)) as Partial<F>;

const nothing = (): void => undefined;

/**
 * Fields that were not touched follow what stands; what was typed stays until it is saved or given up. `onKeep`: one of two
 * values was chosen.
 */
export const useEdits = <F extends object>(current: F, onKeep: () => void = nothing): Edits<F> => {
  const [written, setWritten] = useState<Partial<F>>({});
  const [seen, setSeen] = useState<Partial<F>>({});
  const changes = realChanges(current, written as { readonly [K in keyof F]?: F[K] });
  return {
    values: { ...current, ...written },
    set: (field, value) => {
      setWritten((before) => ({ ...before, [field]: value }));
      setSeen((before) => (field in before ? before : { ...before, [field]: current[field] }));
    },
    changes,
    seen: Object.fromEntries(Object.entries(seen).filter(([field]) => field in changes)) as Partial<F>,
    contested: contestedFields(current, seen, changes as { readonly [K in keyof F]?: F[K] }),
    keepMine: (field) => {
      onKeep();
      setSeen((before) => ({ ...before, [field]: current[field] }));
    },
    takeTheirs: (field) => {
      onKeep();
      setWritten((before) => without(before, field));
      setSeen((before) => without(before, field));
    },
    isChanged: Object.keys(changes).length > 0,
  };
};
