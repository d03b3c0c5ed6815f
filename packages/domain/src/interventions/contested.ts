/** A value as text that does not depend on the order in which an object names its parts. */
const spelled = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "";

/** Two values that say the same, lists and objects included. */
const sameValue = (a: unknown, b: unknown): boolean => spelled(a) === spelled(b);

/**
 * The fields that somebody else changed since the person looked: what stands is neither what they saw nor what they want.
 * All other changes can be made, whoever else wrote at the same time.
 */
export const contestedFields = <F extends object>(
  current: F,
  seen: { readonly [K in keyof F]?: F[K] | undefined },
  changes: { readonly [K in keyof F]?: F[K] | undefined },
): (keyof F)[] =>
  (Object.keys(changes) as (keyof F)[]).filter(
    (field) => !sameValue(current[field], seen[field]) && !sameValue(current[field], changes[field]),
  );

/** The changes that change something. */
export const realChanges = <F extends object>(
  current: F,
  changes: { readonly [K in keyof F]?: F[K] | undefined },
): Partial<F> =>
  Object.fromEntries(
    Object.entries(changes).filter(
      ([field, value]) => value !== undefined && !sameValue(current[field as keyof F], value),
    ),
  ) as Partial<F>;
