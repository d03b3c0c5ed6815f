import { dayIn } from "@handrail/domain/kernel/time";
import postgres from "postgres";

import { blindIndex, identities, vaultKeys } from "../schema/privacy.ts";
import type { Keyring } from "../vault/keyring.ts";
import { alder } from "./alder.ts";
import { seedCasework } from "./casework.ts";
import { cedar } from "./cedar.ts";
import { seedCommunications } from "./communications.ts";
import { calendarOf } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { seedGuardians } from "./guardians.ts";
import { seedHistory } from "./history.ts";
import { demoIds } from "./ids.ts";
import { seedInterventions } from "./interventions.ts";
import { seedJobs } from "./jobs.ts";
import { sealNames } from "./names.ts";
import { seedNotifications } from "./notifications.ts";
import { demoPassword, emailOf, seedPeople } from "./people.ts";
import { seedProgress } from "./progress.ts";
import { insertAll } from "./rows.ts";
import { seedSchool } from "./school.ts";
import { createSealer } from "./sealing.ts";
import { seedSeries } from "./session-series.ts";
import { planSessions, seedSessions } from "./sessions.ts";
import { seedStudents } from "./students.ts";

export { demoIds, demoPassword };

export interface DemoOptions {
  /** The moment around which today's sessions lie. */
  readonly now: string;
  readonly keyring: Keyring;
  readonly hashPassword: (password: string) => Promise<string>;
}

export interface DemoAccount {
  readonly email: string;
  readonly role: string;
  readonly tenant: string;
}

const demoSchools: readonly SchoolDefinition[] = [alder, cedar];

const accountsOf = (school: SchoolDefinition): DemoAccount[] =>
  school.people.map((person) => ({
    email: emailOf(school, person),
    role: person.roles.join(", "),
    tenant: school.name,
  }));

const seedOne = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  { now, keyring, passwordHash }: { now: string; keyring: Keyring; passwordHash: string },
): Promise<void> => {
  const { key } = school;
  const calendar = calendarOf(dayIn(school.zone, now));
  await seedSchool(tx, school, calendar);
  await seedPeople(tx, school, passwordHash);
  await seedStudents(tx, school, { now, calendar });
  const students = Array.from({ length: school.studentCount }, (_, place) => demoIds.student(key, place));
  const sealer = createSealer(keyring, demoIds.tenant(key));
  sealNames(sealer, students);
  await seedGuardians(tx, school, sealer);
  await insertAll(tx, vaultKeys, sealer.rows.keys);
  await insertAll(tx, identities, sealer.rows.identities);
  await insertAll(tx, blindIndex, sealer.rows.blindIndex);
  await seedInterventions(tx, school, calendar);
  const planned = planSessions(school, { now, calendar });
  await seedSeries(tx, school, calendar);
  await seedSessions(tx, school, planned);
  await seedHistory(tx, school, planned);
  await seedProgress(tx, school, calendar);
  await seedCasework(tx, school, calendar);
  await seedCommunications(tx, school, now);
  await seedJobs(tx, school, now);
  await seedNotifications(tx, school, now);
  // The triggers have noted who may now reach what; nobody is connected to hear it.
  await tx`delete from outbox_events where tenant_id = ${demoIds.tenant(key)}`;
};

/** Loads the demo schools, each in one transaction. What is there already stays as it is. */
export const seedDemo = async (
  adminUrl: string,
  { now, keyring, hashPassword }: DemoOptions,
): Promise<{ accounts: DemoAccount[] }> => {
  const admin = postgres(adminUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "handrail-demo" },
  });
  let passwordHash: string | undefined;
  try {
    for (const school of demoSchools) {
      await admin.begin(async (tx) => {
        await tx`set local role handrail_owner`;
        // Two processes may start at once; the second waits here and finds the school.
        await tx`select pg_advisory_xact_lock(hashtextextended('handrail demo', 0))`;
        await tx`select app.begin_job(${demoIds.tenant(school.key)})`;
        const found = await tx`select 1 from tenants where id = ${demoIds.tenant(school.key)}`;
        if (found.length > 0) return;
        passwordHash ??= await hashPassword(demoPassword);
        await seedOne(tx, school, { now, keyring, passwordHash });
      });
    }
  } finally {
    await admin.end({ timeout: 5 });
  }
  return { accounts: demoSchools.flatMap(accountsOf) };
};
