import type { InterventionStatus, InterventionType } from "@handrail/domain/interventions/schema";

/** What the list is narrowed to. The text that is searched for stays out of the address: it may be about somebody. */
export interface InterventionSearch {
  readonly scope?: "mine" | undefined;
  readonly status?: InterventionStatus | undefined;
  readonly type?: InterventionType | undefined;
  readonly tier?: number | undefined;
  /** Of any version of this program. */
  readonly program?: string | undefined;
}

const statuses: readonly InterventionStatus[] = ["draft", "active", "completed", "cancelled"];
const types: readonly InterventionType[] = ["academic", "behavioral", "attendance", "social_emotional", "other"];
const tiers: readonly number[] = [1, 2, 3];

const one = <T>(known: readonly T[], value: unknown): T | undefined => known.find((each) => each === value);

export const interventionSearch = (search: Readonly<Record<string, unknown>>): InterventionSearch => {
  const status = one(statuses, search["status"]);
  const type = one(types, search["type"]);
  const { program } = search;
  const tier = one(tiers, search["tier"]);
  return {
    ...(search["scope"] === "mine" ? { scope: "mine" as const } : {}),
    ...(status === undefined ? {} : { status }),
    ...(type === undefined ? {} : { type }),
    ...(tier === undefined ? {} : { tier }),
    ...(typeof program === "string" && /^[0-9a-f-]{36}$/.test(program) ? { program } : {}),
  };
};
