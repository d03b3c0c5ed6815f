import type { GradeLevel, Lane, StudentStatus } from "@handrail/domain/students/schema";

/** What an address may say of the list and of a page. Anything else in it is left out, not refused. */
type Loose = Readonly<Record<string, unknown>>;

const oneOf = <T extends string>(options: readonly T[], value: unknown): T | undefined =>
  options.find((option) => option === value);

// Spelled out: the schemas would bring the validator into the first load.
const grades: readonly GradeLevel[] = ["K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
const statuses: readonly StudentStatus[] = ["active", "paused", "transferred", "graduated", "withdrawn", "discharged"];
const lanes: readonly Lane[] = ["attendance", "interventions", "progress", "cases", "messages"];

export const listSearch = (
  search: Loose,
): { grade?: GradeLevel; tier?: number; support?: "none"; status?: StudentStatus; query?: string } => {
  const grade = oneOf(grades, String(search["grade"]));
  const tier = [1, 2, 3].find((one) => one === Number(search["tier"]));
  const status = oneOf(statuses, search["status"]);
  const query = typeof search["query"] === "string" ? search["query"].trim().slice(0, 80) : "";
  return {
    ...(grade === undefined ? {} : { grade }),
    ...(tier === undefined ? {} : { tier }),
    ...(search["support"] === "none" ? { support: "none" as const } : {}),
    ...(status === undefined ? {} : { status }),
    ...(query === "" ? {} : { query }),
  };
};

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isId = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);

export const pageSearch = (search: Loose): { lanes?: readonly Lane[]; until?: string; entry?: string } => {
  const asked: unknown = search["lanes"];
  const chosen = Array.isArray(asked) ? lanes.filter((lane) => asked.includes(lane)) : [];
  return {
    ...(chosen.length === 0 ? {} : { lanes: chosen }),
    ...(isDay(search["until"]) ? { until: search["until"] } : {}),
    ...(isId(search["entry"]) ? { entry: search["entry"] } : {}),
  };
};
