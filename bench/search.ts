import { join } from "node:path";

import postgres from "postgres";
import { v7 as newId } from "uuid";

import { createVaultJobs } from "../apps/api/src/modules/privacy/vault-jobs.ts";
import { openPool } from "../packages/db/src/client.ts";
import { nameOf } from "../packages/db/src/seed/names.ts";
import { createSubjectKey, openTenantKey, sealField, type Subject } from "../packages/db/src/vault/envelope.ts";
import { loadKeyring, type Keyring } from "../packages/db/src/vault/keyring.ts";
import { median, percentile, timesOf, within, type Comparison } from "./measure.ts";
import { startProduct } from "./processes.ts";
import type { BenchWorld } from "./world.ts";

const wanted = 5_000;
const events = 2_000;

const sealNames = async (
  admin: postgres.Sql,
  { tenantId, keyring, ids }: { tenantId: string; keyring: Keyring; ids: readonly string[] },
): Promise<void> => {
  const [row] = await admin<{ id: string; wrapped: Uint8Array; wrappedBy: string; destroyedAt: null }[]>`
    select id, wrapped, wrapped_by as "wrappedBy", destroyed_at as "destroyedAt" from vault.keys
     where tenant_id = ${tenantId} and subject_kind = 'tenant'`;
  if (row === undefined) throw new Error("The school has no key");
  const tenantKey = openTenantKey(keyring, tenantId, row);
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
  const rows = ids.map((subjectId, place) => {
    const subject: Subject = { tenantId, subjectKind: "student", subjectId };
    const key = createSubjectKey(tenantKey, subject);
    const { preferred, full } = nameOf(place);
    const sealed = (field: "full_name" | "preferred_name", name: string) =>
      hex(sealField(key, { subject, field }, name));
    return {
      subject: subjectId,
      key: key.id,
      wrapped: hex(key.wrapped),
      by: key.wrappedBy,
      full: sealed("full_name", full),
      preferred: sealed("preferred_name", preferred),
    };
  });
  await admin`
    with r as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as r (subject uuid, key uuid, wrapped text, by text, "full" text, preferred text)),
    keys as (
      insert into vault.keys (tenant_id, id, subject_kind, subject_id, version, wrapped, wrapped_by)
      select ${tenantId}, key, 'student', subject, 1, decode(wrapped, 'hex'), by from r returning id)
    insert into vault.identities (tenant_id, id, subject_kind, subject_id, field, ciphertext, key_id)
    select ${tenantId}, gen_random_uuid(), 'student', r.subject, f.field, decode(f.sealed, 'hex'), r.key
      from r join keys on keys.id = r.key cross join lateral (values ('full_name', r."full"), ('preferred_name', r.preferred)) f (field, sealed)`;
};

/** Students until the school has five thousand, each with a consent and a sealed name that is not in the index yet. */
const fill = async (admin: postgres.Sql, world: BenchWorld, keyring: Keyring): Promise<void> => {
  const { tenantId } = world;
  const [now] = await admin<{ n: number }[]>`select count(*)::int as n from students where tenant_id = ${tenantId}`;
  const ids = Array.from({ length: wanted - (now?.n ?? 0) }, () => newId());
  await admin`
    insert into students (tenant_id, id, display_code, school_id, grade_level, enrolled_on)
    select ${tenantId}, r.id::uuid, 'SEARCH-' || r.n, s.id, '7', current_date
      from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) with ordinality r (id, n),
        (select id from schools where tenant_id = ${tenantId} limit 1) s`;
  await admin`
    insert into consents (tenant_id, id, student_id, grantee_type, scope, given_by)
    select ${tenantId}, gen_random_uuid(), r.id::uuid, 'staff', '{identity.name}', 'Parent or carer'
      from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) r (id)`;
  await sealNames(admin, { tenantId, keyring, ids });
};

/** A case of every second student: the palette looks through those too. */
const openCases = (admin: postgres.Sql, { tenantId }: BenchWorld) => admin`
  insert into cases (tenant_id, id, student_id, root_cause, urgency, last_contact_on, created_by)
  select ${tenantId}, gen_random_uuid(), st.id, 'other', 'low', current_date,
      (select id from users where tenant_id = ${tenantId} order by id limit 1)
    from students st
   where st.tenant_id = ${tenantId} and st.display_code like 'SEARCH-%' and st.display_code ~ '[02468]$'`;

/** Two thousand marks of one student, over as many sessions. */
const growThread = async (admin: postgres.Sql, world: BenchWorld): Promise<string> => {
  const [first] = world.classes;
  const studentId = first?.studentIds[0] ?? "";
  await admin`
    with base as (select intervention_id, facilitator_id from sessions where id = ${first?.sessionId ?? ""}),
    made as (
      insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, facilitator_id, status)
      select ${world.tenantId}, gen_random_uuid(), 'intervention', base.intervention_id, 1, now() - n * interval '4 hours',
        now() - n * interval '4 hours' + interval '30 minutes', base.facilitator_id, 'completed'
        from base, generate_series(1, ${events}::int) n returning id)
    insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, status, minutes_attended, recorded_at)
    select ${world.tenantId}, gen_random_uuid(), made.id, a.student_id, a.enrollment_id, 'present', 30, now()
      from made, attendance_records a where a.session_id = ${first?.sessionId ?? ""} and a.student_id = ${studentId}`;
  return studentId;
};

const words = [
  "am",
  "ama",
  "amar",
  "amara",
  "no",
  "noah",
  "whit",
  "ng",
  "nguy",
  "linh ng",
  "sear",
  "search-1",
  "kes",
  "zo",
];

/** Finding a student among five thousand, and opening the thread of one who has been here for years. */
export const benchSearch = async (world: BenchWorld, quick: boolean): Promise<Comparison[]> => {
  const admin = postgres(world.adminUrl, { max: 1, onnotice: () => undefined });
  const vault = openPool({ url: world.urls.vault, name: "bench-search", max: 1 });
  const keyring = await loadKeyring(join(world.dataDir, "keyring.json"));
  try {
    await fill(admin, world, keyring);
    const started = performance.now();
    const indexed = await createVaultJobs({ pool: vault, keyring }).indexNames(world.tenantId);
    const took = Math.round(performance.now() - started);
    process.stdout.write(`  ${indexed} names put into the search index in ${took} ms\n`);
    await openCases(admin, world);
    const studentId = await growThread(admin, world);
    await admin.unsafe("vacuum analyze");
    return await measured(world, studentId, quick ? 60 : 300);
  } finally {
    await admin.end();
    await vault.end();
  }
};

const measured = async (world: BenchWorld, studentId: string, count: number): Promise<Comparison[]> => {
  const product = await startProduct(world);
  const ask = async (procedure: string, input: unknown): Promise<unknown> => {
    const answer = await fetch(`${product.url}/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${world.token}` },
      body: JSON.stringify(input),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${procedure} answered ${answer.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  try {
    let turn = 0;
    const search = () => ask("students.search", { query: words[(turn += 1) % words.length], limit: 8 });
    const open = () =>
      Promise.all([ask("students.page", { studentId }), ask("students.thread", { studentId, limit: 100 })]);
    const list = () => ask("students.list", { query: words[(turn += 1) % words.length] });
    // As the browser asks: what words find, and with it the names and the cases of those who were found.
    const palette = async (): Promise<void> => {
      const query = words[(turn += 1) % words.length];
      const answers = (await ask("students.search,interventions.search?batch=1", {
        0: { query, limit: 8 },
        1: { text: query },
      })) as readonly [{ result: { data: { hits: readonly { studentId: string }[] } } }];
      const studentIds = answers[0].result.data.hits.map((hit) => hit.studentId);
      const cases = ask("casework.search", { query, studentIds });
      if (studentIds.length > 0) await ask("privacy.revealStudents", { studentIds, purpose: "search" });
      await cases;
    };
    const figures: Comparison[] = [];
    for (const { name, once, most, meaning } of [
      { name: "search", once: search, most: 100, meaning: "hits by code and by name, for 5,000 students" },
      {
        name: "palette",
        once: palette,
        most: 100,
        meaning: "students, cases and interventions, by code and by name, with their names",
      },
      { name: "list", once: list, most: 200, meaning: "a page of the list, filtered by name" },
      { name: "thread", once: open, most: 400, meaning: "a student's page and thread of 2,000 events" },
    ]) {
      await timesOf(once, 30);
      const times = await timesOf(once, count);
      figures.push(within({ name: `${name}, median`, value: median(times), most, meaning }));
      figures.push(within({ name: `${name}, p95`, value: percentile(times, 0.95), most, meaning }));
    }
    return figures;
  } finally {
    await product.stop();
  }
};
