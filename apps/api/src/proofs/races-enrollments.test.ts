import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import {
  insisting,
  isRefusal,
  newMutation,
  openAdmin,
  overlaps,
  person,
  student,
  tenantId,
  wrongCounters,
  type Client,
} from "./school.fixture.ts";

let world: World;
let admin: postgres.Sql;
let cookies: string[] = [];
const clientOf = (index: number): Client => world.client({ cookie: cookies[index % cookies.length] ?? "" });

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  cookies = await Promise.all(
    ["reyes", "haddad", "lindqvist"].map(async (name) => (await world.signIn(`${name}@alder.example`)).cookie),
  );
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

/** An intervention with sessions on the coming nights, when the demo holds none. */
const makeOne = async (name: string, capacity: number | null, minutes: number): Promise<string> => {
  const [program] = await admin<{ id: string }[]>`
    select id from programs where tenant_id = ${tenantId} and status = 'published' limit 1`;
  const made = await clientOf(0).interventions.create.mutate({
    mutationId: newMutation(),
    programId: program?.id ?? "",
    fields: {
      name,
      objective: "Be there once.",
      ownerStaffId: person("reyes"),
      startDate: "2026-09-01",
      endDate: null,
      capacity,
      plannedSessions: 3,
      plannedMinutes: 90,
    },
    team: [],
  });
  for (const night of [1, 2, 3])
    await admin`
      insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time)
      select ${tenantId}, gen_random_uuid(), 'intervention', ${made.interventionId}, ${night}, t, t + interval '30 minutes'
        from (select date_trunc('day', now()) + make_interval(days => ${night + 1}, hours => 1, mins => ${minutes}) as t) at`;
  return made.interventionId;
};

const enroll = (index: number, interventionId: string, place: number) =>
  insisting(() =>
    clientOf(index).interventions.enroll.mutate({
      mutationId: newMutation(),
      interventionId,
      students: [student(place)],
      source: "manual",
      onClash: "refuse",
      whenFull: "refuse",
    }),
  );

const outcomeOf = (answer: Awaited<ReturnType<typeof enroll>>): string => {
  if (isRefusal(answer)) return answer.situation ?? "unknown";
  const [result] = answer.results;
  return result?.situation ?? result?.outcome ?? "nothing";
};

const tally = (outcomes: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(outcomes)].sort().map((one) => [one, outcomes.filter((other) => other === one).length]),
  );

test("64 who enrol at once get exactly the five places there are", { timeout: 120_000 }, async () => {
  const interventionId = await makeOne("Five places", 5, 0);
  const answers = await Promise.all(Array.from({ length: 64 }, (_, index) => enroll(index, interventionId, index)));
  expect(tally(answers.map(outcomeOf))).toEqual({ INTERVENTION_FULL: 59, enrolled: 5 });
  const [stored] = await admin`
    select count(*)::int as enrolled, (select count(*)::int from bookings b join sessions s on s.id = b.session_id
        where s.intervention_id = ${interventionId} and b.active) as bookings,
      (select count(*)::int from outbox_events o where o.aggregate_id = ${interventionId}
        and o.event_type = 'InterventionEnrollmentChanged') as events,
      (select version from interventions i where i.id = ${interventionId}) as version
      from enrollments e where e.intervention_id = ${interventionId} and e.status = 'active'`;
  expect(stored).toEqual({ enrolled: 5, bookings: 15, events: 5, version: 6 });
  expect(await wrongCounters(admin)).toEqual([]);
});

test(
  "two interventions at one time: each student is in one of them, and the other is told the clash",
  { timeout: 120_000 },
  async () => {
    const one = await makeOne("At one o'clock", null, 120);
    const other = await makeOne("At ten past one", null, 130);
    const pairs = Array.from({ length: 20 }, (_, index) => 20 + index);
    const answers = await Promise.all(
      pairs.flatMap((place, index) => [enroll(index, one, place), enroll(index + 1, other, place)]),
    );
    expect(tally(answers.map(outcomeOf))).toEqual({ SESSION_CLASH: 20, enrolled: 20 });
    for (const answer of answers) {
      if (isRefusal(answer)) throw new Error(`Refused as a whole: ${answer.message}`);
      const [result] = answer.results;
      if (result?.outcome === "refused") {
        expect(result.clashes).toHaveLength(3);
        expect(["At one o'clock", "At ten past one"]).toContain(result.clashes[0]?.title);
      }
    }
    expect(await overlaps(admin)).toEqual([]);
    expect(await wrongCounters(admin)).toEqual([]);
  },
);

test("the database itself refuses a second enrolment, an end without a reason and two claims on one time", async () => {
  const interventionId = demoIds.intervention("alder", "reading-boost");
  const again = admin`
    insert into enrollments (tenant_id, id, intervention_id, student_id, source)
    values (${tenantId}, gen_random_uuid(), ${interventionId}, ${student(0)}, 'manual')`;
  await expect(again).rejects.toMatchObject({ code: "23505", constraint_name: "enrollments_one_active" });
  const ended = admin`update enrollments set status = 'withdrawn', withdrawn_at = now()
    where id = ${demoIds.enrollment("alder", "reading-boost", 0)}`;
  await expect(ended).rejects.toMatchObject({ code: "23514", constraint_name: "enrollments_ended_with_reason" });
  const cancelled = admin`update interventions set status = 'cancelled' where id = ${interventionId}`;
  await expect(cancelled).rejects.toMatchObject({
    code: "23514",
    constraint_name: "interventions_cancelled_with_reason",
  });
  const twice = admin`
    insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
    select tenant_id, gen_random_uuid(), session_id, resource_kind, resource_id, during from bookings
     where resource_kind = 'student' and active limit 1`;
  await expect(twice).rejects.toMatchObject({ code: "23P01", constraint_name: "bookings_no_clash" });
});
