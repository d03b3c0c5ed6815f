import { createHash, randomBytes } from "node:crypto";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import postgres from "postgres";
import { v7 as newId } from "uuid";

import { hashPassword } from "../apps/api/src/modules/access/password.ts";
import { removeEmbedded } from "../packages/db/src/embedded/remove.ts";
import { startEmbedded } from "../packages/db/src/embedded/start.ts";
import { migrateDatabase } from "../packages/db/src/migrate.ts";
import { urlOf } from "../packages/db/src/roles.ts";
import { seedDemo } from "../packages/db/src/seed/demo.ts";
import { loadKeyring } from "../packages/db/src/vault/keyring.ts";

export interface BenchWorld {
  readonly adminUrl: string;
  readonly urls: { readonly api: string; readonly worker: string; readonly auth: string; readonly vault: string };
  readonly dataDir: string;
  /** A facilitator's token, and its hash as the kernel takes it. */
  readonly token: string;
  readonly tokenHash: Buffer;
  readonly tenantId: string;
  /** Sessions on now, each with a class of 30. */
  readonly classes: readonly { readonly sessionId: string; readonly studentIds: readonly string[] }[];
  /** Events and jobs that a part left, or the next part's server would begin with them. */
  forgetWork(): Promise<void>;
  close(): Promise<void>;
}

/** A database of its own with the demo, and sixteen classes of thirty that are on now. */
export const startBenchWorld = async (): Promise<BenchWorld> => {
  const folder = await mkdtemp(join(tmpdir(), "handrail-bench-"));
  // A path that does not exist yet below a folder everyone can reach: see the launcher.
  const databaseDir = join(tmpdir(), `handrail-bench-db-${randomUUID()}`);
  const server = await startEmbedded({
    dataDir: databaseDir,
    settings: { shared_buffers: "512MB", jit: "off", max_wal_size: "4GB" },
  });
  await migrateDatabase(server.url);
  const keyring = await loadKeyring(join(folder, "keyring.json"));
  await seedDemo(server.url, { now: new Date().toISOString(), keyring, hashPassword });
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  const [person] = await admin<{ tenant_id: string; id: string; school_id: string }[]>`
    select u.tenant_id, u.id, s.id as school_id from users u join schools s on s.tenant_id = u.tenant_id where u.email = 'reyes@alder.example'`;
  if (person === undefined) throw new Error("The demo has no coordinator");
  const token = randomBytes(32).toString("base64url");
  const tokenHash = createHash("sha256").update(token).digest();
  await admin`insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device, seen_at)
    values (${person.tenant_id}, ${newId()}, ${person.id}, ${tokenHash}, 'password', 'bench', now() + interval '3 hours')`;
  const classes = await makeClasses(admin, person);
  await admin.unsafe("analyze");
  await admin.end();
  return {
    adminUrl: server.url,
    urls: {
      api: urlOf(server.url, "handrail_api"),
      worker: urlOf(server.url, "handrail_worker"),
      auth: urlOf(server.url, "handrail_auth"),
      vault: urlOf(server.url, "handrail_vault"),
    },
    dataDir: folder,
    token,
    tokenHash,
    tenantId: person.tenant_id,
    classes,
    forgetWork: async () => {
      const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
      // Not deleted: what is dead stays in the way of whoever claims until it is vacuumed.
      await sql`truncate outbox_events, graphile_worker._private_jobs`;
      await sql`vacuum`;
      await sql`checkpoint`;
      await sql.end();
    },
    close: async () => {
      await server.stop();
      await removeEmbedded(databaseDir);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const makeClasses = async (admin: postgres.Sql, person: { tenant_id: string; id: string; school_id: string }) => {
  const tenant = person.tenant_id;
  const [program] = await admin<{ id: string }[]>`select id from programs where tenant_id = ${tenant} limit 1`;
  if (program === undefined) throw new Error("The demo has no program");
  const made: { sessionId: string; studentIds: string[] }[] = [];
  for (let room = 0; room < 16; room += 1) {
    const [interventionId, sessionId] = [newId(), newId()];
    await admin`insert into interventions (tenant_id, id, name, objective, owner_staff_id, program_id, start_date, status)
      values (${tenant}, ${interventionId}, ${`Bench ${room}`}, 'Measured', ${person.id}, ${program.id}, current_date, 'active')`;
    await admin`insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, facilitator_id)
      values (${tenant}, ${sessionId}, 'intervention', ${interventionId}, 1, now() - interval '5 minutes', now() + interval '3 hours', ${person.id})`;
    const ids = Array.from({ length: 30 }, () => ({
      student: newId(),
      enrollment: newId(),
      record: newId(),
      rollup: newId(),
    }));
    const rows = JSON.stringify(ids);
    await admin`insert into students (tenant_id, id, display_code, school_id, grade_level, enrolled_on)
      select ${tenant}, r.student, 'BENCH-' || ${room}::int || '-' || r.n, ${person.school_id}, '7', current_date
        from (select student, row_number() over () as n from jsonb_to_recordset(${rows}::text::jsonb) as r (student uuid)) r`;
    await admin`insert into enrollments (tenant_id, id, intervention_id, student_id, source)
      select ${tenant}, r.enrollment, ${interventionId}, r.student, 'manual' from jsonb_to_recordset(${rows}::text::jsonb) as r (student uuid, enrollment uuid)`;
    await admin`insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id)
      select ${tenant}, r.record, ${sessionId}, r.student, r.enrollment from jsonb_to_recordset(${rows}::text::jsonb) as r (student uuid, enrollment uuid, record uuid)`;
    await admin`insert into attendance_rollups (tenant_id, id, source_kind, source_id, student_id, expected)
      select ${tenant}, r.rollup, 'intervention', ${interventionId}, r.student, 1 from jsonb_to_recordset(${rows}::text::jsonb) as r (student uuid, rollup uuid)`;
    made.push({ sessionId, studentIds: ids.map((one) => one.student) });
  }
  return made;
};
