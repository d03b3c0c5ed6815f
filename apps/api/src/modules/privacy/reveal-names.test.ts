import { createHash, randomBytes, randomUUID } from "node:crypto";

import { openPool, type Pool } from "@handrail/db/client";
import { demoIds } from "@handrail/db/seed/demo";
import { nameOf } from "@handrail/db/seed/names";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { loadKeyring } from "@handrail/db/vault/keyring";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";

import { mintScope } from "../../kernel/scope.ts";
import { createCallerFactory, type Context } from "../../trpc.ts";
import { privacyRouter } from "./router.ts";
import { createVaultDesk, type VaultDesk } from "./vault.ts";

let database: TestDatabase;
let admin: postgres.Sql;
let apiPool: Pool;
let vaultPool: Pool;
let vault: VaultDesk;
let woken = 0;

beforeEach(async () => {
  database = await createTestDatabase({ demo: true });
  admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
  apiPool = openPool({ url: database.urls.api, name: "test-api", max: 4 });
  vaultPool = openPool({ url: database.urls.vault, name: "test-vault", max: 4 });
  vault = createVaultDesk({ pool: vaultPool, keyring: await loadKeyring(inject("keyringFile")) });
  woken = 0;
});
afterEach(async () => {
  await Promise.all([admin.end(), apiPool.end(), vaultPool.end()]);
  await database.drop();
});

/** A live sign-in of a person, as its token's hash. */
const signIn = async (person: string, school = "alder"): Promise<Buffer> => {
  const tokenHash = createHash("sha256").update(randomBytes(32)).digest();
  await admin`
    insert into auth.sessions (tenant_id, id, user_id, token_hash, level, device)
    values (${demoIds.tenant(school)}, ${randomUUID()}, ${demoIds.user(school, person)}, ${tokenHash}, 'password', 'Test')`;
  return tokenHash;
};

const createCaller = createCallerFactory(privacyRouter);
const callerOf = (tokenHash: Buffer) =>
  createCaller({
    tokenHash,
    vault,
    wake: () => (woken += 1),
    scopeFor: (access) =>
      mintScope({
        pool: apiPool,
        tokenHash,
        access,
        requestId: "test",
        ipHash: Buffer.alloc(32),
        signal: undefined,
        onTouchDue: () => undefined,
      }),
    // The rest of a request is nothing to this procedure.
  } as Partial<Context> as Context);
const as = async (person: string, school?: string) => callerOf(await signIn(person, school));

const running = demoIds.session("alder", "reading-boost", "today");
const rosterPlaces = [0, 3, 7, 11, 26, 30, 50, 55];
const withoutConsent = [7, 30];
const ids = (places: readonly number[]): string[] => places.map((place) => demoIds.student("alder", place)).sort();
const idsOf = (rows: readonly { studentId: string }[]): string[] => rows.map((row) => row.studentId).sort();
const roster = { sessionId: running, purpose: "roster" } as const;

const recorded = async () => {
  const [row] = await admin`
    select (select count(*)::int from reveals) as reveals, (select count(*)::int from reveal_subjects) as subjects,
      (select count(*)::int from audit_logs where action = 'NamesRevealed') as audits,
      (select count(*)::int from outbox_events where event_type = 'NamesRevealed') as events`;
  return { ...row };
};

const refusalOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => "answered",
    (reason: unknown) => reason,
  );
  const { cause, code, message } = error as { cause?: { refusal?: unknown }; code?: string; message?: string };
  return { refusal: cause?.refusal, code, message };
};

describe("the names of a roster", () => {
  it("are those of students whose family consented; the others are held back", async () => {
    const okafor = await as("okafor");
    const { names, heldBack } = await okafor.revealNames(roster);
    const consented = rosterPlaces.filter((place) => !withoutConsent.includes(place));
    expect(idsOf(names)).toEqual(ids(consented));
    for (const place of consented) {
      const { preferred, full } = nameOf(place);
      expect(names).toContainEqual({
        studentId: demoIds.student("alder", place),
        preferredName: preferred,
        fullName: full,
      });
    }
    expect(idsOf(heldBack)).toEqual(ids(withoutConsent));
    expect(new Set(heldBack.map((row) => row.reason))).toEqual(new Set(["no_consent"]));
    expect(await recorded()).toEqual({ reveals: 1, subjects: 6, audits: 1, events: 1 });
    expect(woken).toBe(1);
    const [reveal] =
      await admin`select expires_at > now() + interval '11 hours' as lasts, user_id, context_id from reveals`;
    expect(reveal).toMatchObject({ lasts: true, user_id: demoIds.user("alder", "okafor"), context_id: running });
  });

  it("are recorded once a day, and a walk-in is added to that record", async () => {
    const okafor = await as("okafor");
    const first = await okafor.revealNames(roster);
    expect(await okafor.revealNames(roster)).toEqual(first);
    expect(await recorded()).toEqual({ reveals: 1, subjects: 6, audits: 1, events: 1 });
    expect(woken).toBe(1);
    await admin`
      insert into attendance_records (tenant_id, id, session_id, student_id, expectation)
      values (${demoIds.tenant("alder")}, ${randomUUID()}, ${running}, ${demoIds.student("alder", 100)}, 'guest')`;
    const later = await okafor.revealNames(roster);
    expect(later.names).toHaveLength(7);
    expect(idsOf(later.names)).toContain(demoIds.student("alder", 100));
    expect(await recorded()).toEqual({ reveals: 1, subjects: 7, audits: 2, events: 2 });
    const versions =
      await admin`select aggregate_version::int as v, payload from outbox_events where event_type = 'NamesRevealed' order by 1`;
    expect(versions.map((row) => [row["v"], row["payload"].students])).toEqual([
      [6, 6],
      [7, 1],
    ]);
  });

  it("asked for many times at once make one record", async () => {
    const tokenHash = await signIn("okafor");
    const answers = await Promise.all(Array.from({ length: 8 }, () => callerOf(tokenHash).revealNames(roster)));
    for (const answer of answers) expect(answer.names).toHaveLength(6);
    expect(await recorded()).toEqual({ reveals: 1, subjects: 6, audits: 1, events: 1 });
  });

  it("are held back again once the consent is revoked, has expired or does not name them", async () => {
    const okafor = await as("okafor");
    await okafor.revealNames(roster);
    await admin`update consents set status = 'revoked' where id = ${demoIds.consent("alder", 0)}`;
    await admin`update consents set expires_at = now() - interval '1 second' where id = ${demoIds.consent("alder", 3)}`;
    await admin`update consents set scope = '{identity.contact}' where id = ${demoIds.consent("alder", 11)}`;
    await admin`update consents set grantee_type = 'clinician' where id = ${demoIds.consent("alder", 26)}`;
    await admin`update consents set starts_at = now() + interval '1 hour' where id = ${demoIds.consent("alder", 50)}`;
    const { names, heldBack } = await okafor.revealNames(roster);
    expect(idsOf(names)).toEqual(ids([55]));
    expect(heldBack).toHaveLength(7);
  });

  it("of an erased student are gone", async () => {
    const erased = demoIds.student("alder", 0);
    await admin`update vault.keys set destroyed_at = now(), wrapped = '' where subject_id = ${erased}`;
    const { names, heldBack } = await (await as("okafor")).revealNames(roster);
    expect(names).toHaveLength(5);
    expect(heldBack).toContainEqual({ studentId: erased, reason: "no_name" });
  });

  it("need a working relationship where the duty to see all is missing", async () => {
    await admin`delete from role_permissions where permission = 'students.names_all'`;
    // Facilitates nothing of this roster, and owns the Breakfast Club, where one of its students is.
    const { names, heldBack } = await (await as("haddad")).revealNames(roster);
    expect(idsOf(names)).toEqual(ids([50]));
    expect(heldBack.map((row) => row.reason)).toEqual(Array.from({ length: 7 }, () => "no_relationship"));
    expect(await recorded()).toEqual({ reveals: 1, subjects: 1, audits: 1, events: 1 });
  });
});

describe("names for adding a walk-in", () => {
  const walkIn = { sessionId: running, purpose: "walk_in" } as const;

  it("are of students the person works with and who are not on the roster", async () => {
    const { names } = await (await as("okafor")).revealNames(walkIn);
    // Breakfast Club, Social Skills Group and Check-in/Check-out, without this roster.
    const works = [2, 9, 14, 21, 33, 41, 66, 80, 87, 95, 103, 5, 44, 61, 84, 99, 12, 19, 37, 52, 70, 78, 92, 110];
    expect(idsOf(names)).toEqual(ids(works));
  });

  it("are of all active students for those with the duty to see all", async () => {
    const { names, heldBack } = await (await as("reyes")).revealNames(walkIn);
    // 120, less 8 on the roster, 3 away, and 2 without consent (101 and 58).
    expect(names).toHaveLength(107);
    expect(idsOf(heldBack)).toEqual(ids([58, 101]));
  });

  it("are refused to those who may not add one", async () => {
    await admin`delete from role_permissions where permission = 'attendance.walk_in'`;
    expect(await refusalOf((await as("okafor")).revealNames(walkIn))).toMatchObject({ code: "FORBIDDEN" });
    expect(await recorded()).toMatchObject({ reveals: 0, audits: 0 });
  });
});

describe("who asks", () => {
  it("is refused without the tool, whoever they are", async () => {
    for (const person of ["novak", "sen"])
      expect(await refusalOf((await as(person)).revealNames(roster))).toMatchObject({
        code: "FORBIDDEN",
        refusal: { situation: "TOOL_MISSING" },
      });
    expect(await recorded()).toEqual({ reveals: 0, subjects: 0, audits: 0, events: 0 });
  });

  it("hears the same of another school's session, a colleague's and one that never was", async () => {
    const ito = await as("ito");
    const strange = [demoIds.session("cedar", "ensemble", "today"), running, randomUUID()];
    const answers = await Promise.all(
      strange.flatMap((sessionId) =>
        (["roster", "walk_in"] as const).map((purpose) => refusalOf(ito.revealNames({ sessionId, purpose }))),
      ),
    );
    expect(answers[0]).toMatchObject({ code: "NOT_FOUND", refusal: { situation: "NOT_FOUND" } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await recorded()).toEqual({ reveals: 0, subjects: 0, audits: 0, events: 0 });
  });

  it("is refused once the sign-in has ended", async () => {
    const tokenHash = await signIn("okafor");
    await admin`update auth.sessions set ended_at = now() where token_hash = ${tokenHash}`;
    expect(await refusalOf(callerOf(tokenHash).revealNames(roster))).toMatchObject({ code: "UNAUTHORIZED" });
  });
});

describe("the vault", () => {
  it("gives nothing that was not recorded as revealed to this very person", async () => {
    const [okafor, park] = [await signIn("okafor"), await signIn("park")];
    const asked = ids(rosterPlaces);
    expect(await vault.namesOf(okafor, asked)).toEqual([]);
    await callerOf(okafor).revealNames(roster);
    expect(await vault.namesOf(okafor, asked)).toHaveLength(6);
    expect(await vault.namesOf(okafor, ids([100]))).toEqual([]);
    expect(await vault.namesOf(park, asked)).toEqual([]);
    expect(await vault.namesOf(await signIn("moreau", "cedar"), asked)).toEqual([]);
    await admin`update reveals set expires_at = now()`;
    expect(await vault.namesOf(okafor, asked)).toEqual([]);
  });

  it("lets its own role read nothing without a sign-in, and none but these two fields with one", async () => {
    expect(await vaultPool`select 1 from vault.identities`).toHaveLength(0);
    expect(await vaultPool`select 1 from vault.keys`).toHaveLength(0);
    const okafor = await signIn("okafor");
    await callerOf(okafor).revealNames(roster);
    await admin`update vault.identities set field = 'phone' where subject_id = ${demoIds.student("alder", 0)} and field = 'full_name'`;
    const seen = await vaultPool.begin(async (tx) => {
      await tx`select app.begin(${okafor})`;
      return tx`select field, count(*)::int as n from vault.identities group by field order by field`;
    });
    expect(seen.map((row) => ({ ...row }))).toEqual([
      { field: "full_name", n: 5 },
      { field: "preferred_name", n: 6 },
    ]);
  });
});

it("names are written nowhere outside the vault", async () => {
  await (await as("reyes")).revealNames(roster);
  await (await as("reyes")).revealNames({ sessionId: running, purpose: "walk_in" });
  const dump = await admin`
    select string_agg(query_to_xml(format('select * from %s', c.oid::regclass), true, true, '')::text, '') as text
      from pg_class c where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace)`;
  const text = String(dump[0]?.["text"]);
  expect(text).toContain("NamesRevealed");
  expect(text).toContain(demoIds.student("alder", 100));
  const given = Array.from({ length: 120 }, (_, place) => nameOf(place).full).filter((name) => text.includes(name));
  expect(given).toEqual([]);
});
