import { createHash, randomUUID } from "node:crypto";

import { openPool, type Pool } from "@handrail/db/client";
import { demoIds } from "@handrail/db/seed/ids";
import { nameOf } from "@handrail/db/seed/names";
import { loadKeyring, type Keyring } from "@handrail/db/vault/keyring";
import { tokensOfName } from "@handrail/db/vault/name-tokens";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";
import { createVaultJobs, type VaultJobs } from "./vault-jobs.ts";
import { createVaultDesk, type VaultDesk } from "./vault.ts";

const alder = demoIds.tenant("alder");
const cedar = demoIds.tenant("cedar");
const [primary, second] = [demoIds.guardian("alder", 0, 0), demoIds.guardian("alder", 3, 1)];

let world: World;
let admin: postgres.Sql;
let pool: Pool;
let jobs: VaultJobs;
let desk: VaultDesk;
let keyring: Keyring;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  pool = openPool({ url: world.database.urls.vault, name: "test-vault", max: 2 });
  keyring = await loadKeyring(inject("keyringFile"));
  jobs = createVaultJobs({ pool, keyring });
  desk = createVaultDesk({ pool, keyring });
});
afterAll(async () => {
  await Promise.all([admin.end(), pool.end()]);
  await world.close();
});

const tokenOf = async (email: string): Promise<Buffer> => {
  const { cookie } = await world.signIn(email);
  return createHash("sha256")
    .update(cookie.slice(cookie.indexOf("=") + 1))
    .digest();
};

/** Runs `work` in the vault's role inside a school, as nobody. */
const asJob = <T>(tenantId: string, work: (tx: postgres.TransactionSql) => Promise<T>) =>
  pool.begin(async (tx) => {
    await tx`select app.begin_job(${tenantId})`;
    return work(tx);
  });

describe("where a job may send", () => {
  const queue = async (guardianId: string, status: string): Promise<string> => {
    const [id, templateId] = [randomUUID(), randomUUID()];
    await admin`
      insert into communication_templates (tenant_id, id, line_id, version, name, channel, body)
      values (${alder}, ${templateId}, ${randomUUID()}, 1, 'Absence', 'email', 'We missed them.')`;
    await admin`
      insert into communication_log (tenant_id, id, student_id, guardian_id, channel, template_id, status, actor)
      select ${alder}, ${id}, g.student_id, g.id, 'email', ${templateId}, ${status}, ${demoIds.user("alder", "okafor")}
        from student_guardians g where g.id = ${guardianId}`;
    return id;
  };

  it("is known while a message to that guardian waits or is on its way, and no longer", async () => {
    expect(await jobs.contactsOf(alder, [primary, second])).toEqual([]);
    const message = await queue(primary, "queued");
    const [contact] = await jobs.contactsOf(alder, [primary, second]);
    expect(contact?.guardianId).toBe(primary);
    expect(contact?.name).toMatch(/^\S+ .+/);
    expect(contact?.email ?? contact?.phone).toMatch(/@families\.example$|^\+44 7700 900/);
    await admin`update communication_log set status = 'sending' where id = ${message}`;
    expect(await jobs.contactsOf(alder, [primary])).toHaveLength(1);
    for (const status of ["sent", "held", "failed", "cancelled"]) {
      await admin`update communication_log set status = ${status} where id = ${message}`;
      expect(await jobs.contactsOf(alder, [primary])).toEqual([]);
    }
  });

  it("is not known of a guardian who may not be contacted, nor to another school's job", async () => {
    await queue(second, "queued");
    expect(await jobs.contactsOf(alder, [second])).toHaveLength(1);
    await admin`update student_guardians set may_contact = false where id = ${second}`;
    expect(await jobs.contactsOf(alder, [second])).toEqual([]);
    await admin`update student_guardians set may_contact = true where id = ${second}`;
    expect(await jobs.contactsOf(cedar, [second])).toEqual([]);
  });

  it("opens nobody else's contact, and no name but of the student whom the message is about", async () => {
    const seen = await asJob(alder, (tx) => tx`select subject_kind as kind, subject_id as id from vault.identities`);
    const ids = (kind: string) => new Set(seen.filter((row) => row["kind"] === kind).map((row) => String(row["id"])));
    expect(ids("guardian")).toEqual(new Set([second]));
    expect([...ids("student")].filter((id) => id !== demoIds.student("alder", 3))).toEqual([]);
  });
});

describe("guardians on a screen", () => {
  it("are open only under a recorded reveal of contacts: a name on a roster opens none", async () => {
    const okafor = await tokenOf("okafor@alder.example");
    const { client } = await world.signIn("okafor@alder.example");
    await client.privacy.revealStudents.mutate({ purpose: "student", studentIds: [demoIds.student("alder", 11)] });
    const guardian = demoIds.guardian("alder", 11, 0);
    expect(await desk.contactsOf(okafor, [guardian])).toEqual([]);
    await client.students.guardians.mutate({ studentId: demoIds.student("alder", 11) });
    expect(await desk.contactsOf(okafor, [guardian])).toHaveLength(1);
    expect(await desk.contactsOf(await tokenOf("ito@alder.example"), [guardian])).toEqual([]);
    await admin`update reveals set expires_at = now() where purpose = 'contact'`;
    expect(await desk.contactsOf(okafor, [guardian])).toEqual([]);
  });

  it("give no other field away, whatever is stored", async () => {
    const { client } = await world.signIn("reyes@alder.example");
    await client.students.guardians.mutate({ studentId: demoIds.student("alder", 0) });
    await admin`update vault.identities set field = 'address' where subject_id = ${primary} and field = 'phone'`;
    const found = await desk.contactsOf(await tokenOf("reyes@alder.example"), [primary]);
    expect(found).toMatchObject([{ guardianId: primary, phone: null }]);
  });
});

describe("the search index", () => {
  const found = async (words: string): Promise<string[]> =>
    desk.findByName(await tokenOf("okafor@alder.example"), words);

  /** Whose names a job could read now, no message waiting. */
  const openNames = async (): Promise<Set<string>> => {
    await admin`update communication_log set status = 'sent' where status in ('queued', 'sending')`;
    const rows = await asJob(alder, (tx) => tx`select subject_id from vault.identities where subject_kind = 'student'`);
    return new Set(rows.map((row) => String(row["subject_id"])));
  };

  it("holds no letter of a name: tokens are keyed, and another school's name has others", async () => {
    const rows = await admin<{ tenant: string; token: Uint8Array }[]>`
      select tenant_id as tenant, token from vault.blind_index where field = 'full_name'`;
    const tokens = (tenant: string): Set<string> =>
      new Set(rows.filter((row) => row.tenant === tenant).map(({ token }) => Buffer.from(token).toString("hex")));
    // Place 0 has the same name in both schools.
    const shared = [...tokens(alder)].filter((token) => tokens(cedar).has(token));
    expect(tokens(cedar).size).toBeGreaterThan(50);
    expect(shared).toEqual([]);
  });

  it("is filled again from where it stopped, and a name in it is closed to the job", async () => {
    const places = [0, 33];
    const lost = places.map((place) => demoIds.student("alder", place));
    await admin`delete from vault.blind_index where subject_id = any(${lost})`;
    expect(await found("nguyen")).not.toContain(lost[1]);
    expect(await openNames()).toEqual(new Set(lost));
    expect(await jobs.indexNames(alder)).toBe(4);
    expect(await found(nameOf(33).full)).toEqual([lost[1]]);
    expect(await jobs.indexNames(alder)).toBe(0);
    expect(await asJob(alder, (tx) => tx`select 1 from vault.identities where subject_kind = 'student'`)).toHaveLength(
      0,
    );
  });

  it("finds a name by a single letter beside another word, and everybody of that word where nobody has it", async () => {
    const alike = await found("nguyen");
    expect(alike.length).toBeGreaterThan(1);
    const [one] = alike;
    if (one === undefined) return;
    const tokens = tokensOfName(keyring, { tenantId: alder, field: "full_name" }, "Q");
    await admin`insert into vault.blind_index (tenant_id, id, subject_kind, subject_id, field, token)
      values (${alder}, ${randomUUID()}, 'student', ${one}, 'full_name', ${tokens[0] ?? null})`;
    expect(await found("nguyen q")).toEqual([one]);
    expect((await found("nguyen x")).toSorted()).toEqual(alike.toSorted());
    await admin`delete from vault.blind_index where subject_id = ${one} and token = ${tokens[0] ?? null}`;
  });

  it("does not give back whoever was erased", async () => {
    const gone = demoIds.student("alder", 33);
    await admin`update vault.keys set destroyed_at = now(), wrapped = '' where subject_id = ${gone}`;
    await admin`delete from vault.blind_index where subject_id = ${gone}`;
    expect(await jobs.indexNames(alder)).toBe(0);
    expect(await found("nguyen")).not.toContain(gone);
  });

  it("finds nothing for words without letters, and takes anything that can be typed", async () => {
    for (const words of ["", "  ", "--", "%", "'; drop table students; --", "\u0301", "𝕫", "a".repeat(80)])
      expect(await found(words)).toEqual([]);
  });
});
