import { demoIds } from "@handrail/db/seed/ids";

/** A student of the demo school, by place. */
export const at = (place: number): string => demoIds.student("alder", place);
export const ids = (places: readonly number[]): string[] => places.map(at).toSorted();
