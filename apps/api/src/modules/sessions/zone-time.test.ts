import { execFileSync } from "node:child_process";

import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { clockIn, timeIn, twoDigits } from "@handrail/domain/kernel/zone-clock";
import { daysOf } from "@handrail/domain/sessions/occurrences";
import { instantIn } from "@handrail/domain/sessions/zone-time";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { chanceFrom, openAdmin } from "../../proofs/school.fixture.ts";

let database: TestDatabase;
let admin: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = openAdmin(database.adminUrl, 2);
});
afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

interface Asked {
  readonly zone: string;
  readonly local: string;
  readonly at: string;
}

interface Disagreement {
  readonly zone: string;
  readonly ours: Date;
  readonly theirs: Date;
}

/**
 * Postgres is the independent oracle. It reads a skipped time as before the change, as we do; of a time that is shown
 * twice it takes the second, so there the first is asked for as well: the offset of the day before.
 */
const disagreeing = async (asked: readonly Asked[]): Promise<readonly Disagreement[]> => admin<Disagreement[]>`
  select * from (
    select r.zone, r.local, r.at as ours,
      case when early.at < late.at and early.at at time zone r.zone = r.local then early.at else late.at end as theirs
      from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as r (zone text, local timestamp, at timestamptz)
      cross join lateral (select r.local at time zone r.zone as at) late
      cross join lateral (select (late.at - interval '1 day') as at) before
      cross join lateral (select (r.local - ((before.at at time zone r.zone) - (before.at at time zone 'UTC'))) at time zone 'UTC' as at) early) x
   where ours is distinct from theirs`;

/** What clocks in the zone show at that moment by the tables of this process. */
const shownHere = (zone: string, at: Date): string => {
  const { year, month, day, hour, minute, second } = clockIn(zone, at.getTime());
  return `${year}-${twoDigits(month)}-${twoDigits(day)} ${[hour, minute, second].map(twoDigits).join(":")}`;
};

/**
 * The two carry tables of different releases: where they show another time for one and the same moment, a law has changed
 * in between, and no rule of ours is at fault.
 */
const isOfTables = async ({ zone, ours, theirs }: Disagreement): Promise<boolean> => {
  const [shown] = await admin<{ ours: string; theirs: string }[]>`
    select to_char(${ours} at time zone ${zone}, 'YYYY-MM-DD HH24:MI:SS') as ours,
      to_char(${theirs} at time zone ${zone}, 'YYYY-MM-DD HH24:MI:SS') as theirs`;
  return shown?.ours !== shownHere(zone, ours) || shown.theirs !== shownHere(zone, theirs);
};

/** Zones that both know. */
const commonZones = async (): Promise<string[]> => {
  const known = await admin<{ name: string }[]>`select name from pg_timezone_names`;
  const names = new Set(known.map(({ name }) => name));
  return Intl.supportedValuesOf("timeZone").filter((zone) => names.has(zone));
};

describe("a time of day in a zone", () => {
  test.each([
    ["Europe/London", "2027-03-28", "01:30", "2027-03-28T01:30:00.000Z", "02:30"],
    ["Europe/London", "2027-10-31", "01:30", "2027-10-31T00:30:00.000Z", "01:30"],
    ["America/New_York", "2027-03-14", "02:30", "2027-03-14T07:30:00.000Z", "03:30"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00.000Z", "02:45"],
    ["Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T22:00:00.000Z", "12:00"],
    ["Asia/Kathmandu", "2026-05-05", "09:30", "2026-05-05T03:45:00.000Z", "09:30"],
  ])("%s, %s %s is %s and shows %s", (...row) => {
    const [zone, day, time, at, shown] = row;
    expect(instantIn(zone, day, time)).toBe(at);
    expect(timeIn(zone, at)).toBe(shown);
  });

  test(
    "100,000 recurrences over all zones are the moments that Postgres gives them",
    { timeout: 120_000 },
    async () => {
      const zones = await commonZones();
      expect(zones.length).toBeGreaterThan(400);
      const seed = Date.now() % 1_000_000;
      const chance = chanceFrom(seed);
      const upTo = (most: number): number => Math.floor(chance() * most);
      const two = (value: number): string => String(value).padStart(2, "0");
      const rules = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU", "FREQ=WEEKLY;BYDAY=MO,SA", "FREQ=MONTHLY;BYDAY=-1SU"];
      let recurrences = 0;
      let moments = 0;
      const wrong: Disagreement[] = [];
      const outdated = new Set<string>();
      for (let batch = 0; batch < 20; batch += 1) {
        const asked: Asked[] = [];
        for (let index = 0; index < 5_000; index += 1) {
          const zone = zones[recurrences % zones.length] ?? "UTC";
          const startsOn = new Date(Date.UTC(2008 + upTo(28), upTo(12), 1 + upTo(28))).toISOString().slice(0, 10);
          const endsOn = new Date(Date.parse(startsOn) + 86_400_000 * (1 + upTo(35))).toISOString().slice(0, 10);
          // Clocks change at night: half of all times are there.
          const localTime = `${two(upTo(2) === 0 ? upTo(5) : upTo(24))}:${two(upTo(12) * 5)}`;
          const days = daysOf({ recurrence: rules[upTo(rules.length)] ?? "", startsOn, endsOn });
          recurrences += 1;
          const day = days[upTo(days.length)];
          if (day !== undefined)
            asked.push({ zone, local: `${day} ${localTime}`, at: instantIn(zone, day, localTime) });
        }
        moments += asked.length;
        for (const one of await disagreeing(asked))
          if (await isOfTables(one)) outdated.add(one.zone);
          else wrong.push(one);
      }
      process.stdout.write(
        `recurrences, seed ${seed}: ${recurrences} over ${zones.length} zones, ${moments} moments, ${wrong.length} mismatches; tables differ for ${[...outdated].join(", ") || "no zone"}\n`,
      );
      expect(recurrences).toBe(100_000);
      expect(wrong.slice(0, 10)).toEqual([]);
      expect(outdated.size).toBeLessThan(zones.length / 50);
    },
  );

  test("the zone of the machine changes nothing", { timeout: 60_000 }, () => {
    const script = `
      const { instantIn } = await import(${JSON.stringify(new URL("../../../../../packages/domain/src/sessions/zone-time.ts", import.meta.url).href)});
      const { daysOf } = await import(${JSON.stringify(new URL("../../../../../packages/domain/src/sessions/occurrences.ts", import.meta.url).href)});
      const days = daysOf({ recurrence: "FREQ=DAILY", startsOn: "2027-03-01", endsOn: "2027-11-30" });
      console.log(JSON.stringify(["Europe/London", "America/New_York", "Pacific/Auckland"].map((zone) => days.map((day) => instantIn(zone, day, "01:30")))));`;
    const said = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Apia"].map((zone) =>
      execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
        env: { ...process.env, TZ: zone },
        cwd: new URL("../../..", import.meta.url),
        encoding: "utf8",
      }),
    );
    expect(said[0]?.length).toBeGreaterThan(10_000);
    expect(new Set(said).size).toBe(1);
  });
});
