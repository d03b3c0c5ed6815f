import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openAdmin, person, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
const interventionId = demoIds.intervention("alder", "reading-boost");

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const led = async (role: string) => {
  await admin`update programs set default_facilitator_role = ${role}
    where id = (select program_id from interventions where id = ${interventionId})`;
  return (await reyes.sessions.scheduleOptions.query({ interventionId })).suggested.facilitatorId;
};

test("who led last is proposed; before the first session the one of the team or the owner with the program's role", async () => {
  const [last] = await admin<{ id: string }[]>`select facilitator_id as id from sessions
    where intervention_id = ${interventionId} and status <> 'cancelled' order by start_time desc limit 1`;
  expect(await led("supervisor")).toBe(last?.id);

  await admin`update sessions set deleted_at = now() where intervention_id = ${interventionId}`;
  await admin`delete from intervention_team where intervention_id = ${interventionId}`;
  await admin`update interventions set owner_staff_id = ${person("reyes")} where id = ${interventionId}`;
  await admin`insert into intervention_team (tenant_id, id, intervention_id, user_id, team_role)
    select tenant_id, gen_random_uuid(), id, ${person("ito")}, 'facilitator' from interventions where id = ${interventionId}`;
  expect(await led("facilitator")).toBe(person("ito"));
  expect(await led("supervisor")).toBe(person("reyes"));
  expect(await led("clinician")).toBeNull();
});

test("the student field knows whom the person works with", async () => {
  const park = (await world.signIn("park@alder.example")).client;
  const [mine] = await admin<{ students: string[] }[]>`
    select array_agg(distinct student_id::text) as students from student_staff where user_id = ${person("park")}
      and since <= current_date and (until is null or until > current_date)`;
  const own = (await park.casework.students.query()).filter(({ isMine }) => isMine);
  expect(own.length).toBeGreaterThan(0);
  for (const { studentId } of own) expect(mine?.students).toContain(studentId);
  const everyone = await (await world.signIn("haddad@alder.example")).client.casework.students.query();
  expect(everyone.some(({ isMine }) => !isMine)).toBe(true);
});
