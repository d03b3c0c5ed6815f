import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { inDays, student, today, user } from "../modules/casework/casework.fixture.ts";
import { demoPassword, startWorld, type World } from "../testing/world.ts";
import { meetings, programOf, programWith, type Program } from "./rest.fixture.ts";

let world: World;
let admin: postgres.Sql;
let park: Awaited<ReturnType<typeof programOf>>;
let haddad: Program;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  park = await programOf(world, "park@alder.example");
  haddad = (await programOf(world, "haddad@alder.example")).program;
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const body = (change: Record<string, unknown> = {}) => ({
  student: student(70),
  meeting_date: today,
  absence_reason: "Missed the bus twice.",
  root_cause: "family",
  intervention_notes: "Tired, and glad to be asked.",
  action_plan: "A place in the breakfast club.",
  follow_up_date: inDays(14),
  urgency_level: "medium",
  ...change,
});

const create = async (change: Record<string, unknown> = {}, program = park.program) => {
  const { status, body: made } = await program("POST", meetings, { body: body(change) });
  expect({ status, made }).toMatchObject({ status: 201 });
  return made as { id: string; version: number };
};

describe("meetings", () => {
  it("are created, read, listed by filter, changed and taken away", async () => {
    const made = await create({ follow_up_date: null });
    expect(made).toMatchObject({
      student: student(70),
      status: "open",
      is_overdue: false,
      created_by: { name: "Ms Park" },
    });
    const path = `${meetings}${made.id}/`;
    expect(await park.program("GET", path)).toMatchObject({ status: 200, body: made });
    const listed = await park.program("GET", `${meetings}?status=open&urgency=medium&student=${student(70)}`);
    const {
      progress_updates: _none,
      resolution_notes: _nor,
      further_meetings: _later,
      ...row
    } = made as Record<string, unknown>;
    expect(listed).toMatchObject({ status: 200, body: { results: [row], next: null } });
    const changed = await park.program("PUT", path, {
      body: body({ action_plan: "A call home on Thursday.", status: "monitoring", urgency_level: "high" }),
    });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        action_plan: "A call home on Thursday.",
        status: "monitoring",
        urgency_level: "high",
        follow_up_date: inDays(14),
      },
    });
    expect(await park.program("DELETE", path)).toMatchObject({ status: 204, body: {} });
    expect(await park.program("GET", path)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect(await park.program("DELETE", path)).toMatchObject({ status: 404 });
  });

  it("a plain duplicate is a conflict at the root cause", async () => {
    await create({ student: student(69) });
    expect(await park.program("POST", meetings, { body: body({ student: student(69) }) })).toMatchObject({
      status: 409,
      body: { code: "ACTIVE_CASE_EXISTS", fields: { root_cause: "This student already has an active family case." } },
    });
  });

  it("take progress and move on, and a closed one stays closed", async () => {
    const { id } = await create({ student: student(68) });
    const add = (change: Record<string, unknown>) =>
      park.program("POST", `${meetings}progress/`, {
        body: { meeting: id, update_text: "On time all week.", ...change },
      });
    expect(await add({ status: "improving" })).toMatchObject({
      status: 201,
      body: { meeting: id, update_text: "On time all week.", status_from: "open", status_to: "improving" },
    });
    expect(await add({ status: "closed" })).toMatchObject({
      status: 400,
      body: { fields: { resolution_notes: "Closing needs resolution notes: say what was resolved." } },
    });
    expect(await add({ status: "closed", resolution_notes: "On time for a month." })).toMatchObject({ status: 201 });
    for (const status of ["open", "monitoring", "escalated"])
      expect(await add({ status })).toMatchObject({
        status: 409,
        body: { code: "CASE_CLOSED", fields: { status: expect.any(String) as string } },
      });
    const found = await park.program("GET", `${meetings}${id}/`);
    expect(found.body["progress_updates"]).toHaveLength(2);
    expect(found.body).toMatchObject({ status: "closed", resolution_notes: "On time for a month." });
  });

  it("say what is wrong by field", async () => {
    const wrong: readonly (readonly [Record<string, unknown>, Record<string, string>])[] = [
      [{ meeting_date: inDays(1) }, { meeting_date: `A meeting cannot be in the future: today is ${today}.` }],
      [{ follow_up_date: today }, { follow_up_date: `Follow-up must be after today (${today}).` }],
      [{ meeting_date: "1900-01-01" }, { meeting_date: expect.stringMatching(/at most ten years ago/) as string }],
      [{ follow_up_date: "2199-01-01" }, { follow_up_date: expect.stringMatching(/two years ahead/) as string }],
      [{ absence_reason: "  " }, { absence_reason: "Write something here." }],
    ];
    for (const [change, fields] of wrong)
      expect(await park.program("POST", meetings, { body: body({ student: student(67), ...change }) })).toMatchObject({
        status: 400,
        body: { code: "INVALID_INPUT", fields },
      });
    const missing = await park.program("POST", meetings, {
      body: { ...body(), student: undefined, created_by: newId() },
    });
    expect(missing.status).toBe(400);
    expect(Object.keys(missing.body["fields"] as object).toSorted()).toEqual(["created_by", "student"]);
    expect(await park.program("POST", meetings, { body: "{" })).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT" },
    });
  });

  it("a student is named by id or by code, and errors bear the names that were sent", async () => {
    const [row] = await admin<{ code: string }[]>`select display_code as code from students where id = ${student(60)}`;
    const code = row?.code ?? "";
    const made = await create({ student: code.toLowerCase(), root_cause: "other" });
    expect(made).toMatchObject({ student: student(60), student_code: code });
    expect(await park.program("GET", `${meetings}?student=${code}&root_cause=other&status=open`)).toMatchObject({
      body: { results: [{ id: made.id }] },
    });
    expect(await park.program("GET", `${meetings}student/${code}/`)).toMatchObject({ body: { student: student(60) } });
    expect(await park.program("POST", meetings, { body: body({ student: "NOBODY-1" }) })).toMatchObject({
      status: 404,
      body: { fields: { student: "This student does not exist, or you may not see this student." } },
    });
    const wrong = await park.program("GET", `${meetings}?urgency=none&studentId=x`);
    expect(Object.keys(wrong.body["fields"] as object).toSorted()).toEqual(["studentId", "urgency"]);
    expect(await park.program("GET", `${meetings}not-an-id/`)).toMatchObject({
      status: 400,
      body: { fields: { id: "This is not an id." } },
    });
  });

  it("a further meeting is an entry with its own date, and leaves the case's facts where they are not sent", async () => {
    const made = await create({ student: student(59), root_cause: "other", urgency_level: "high" });
    const path = `${meetings}${made.id}/`;
    const further = {
      meeting_date: inDays(-1),
      absence_reason: "Slept late again.",
      intervention_notes: "The grandmother helps now.",
      action_plan: "A call on Monday.",
    };
    const added = await park.program("POST", `${path}meetings/`, { body: further });
    expect(added).toMatchObject({ status: 201, body: { ...further, meeting: made.id } });
    const { body: read } = await park.program("GET", path);
    expect(read).toMatchObject({
      meetings: 2,
      urgency_level: "high",
      follow_up_date: inDays(14),
      further_meetings: [added.body],
      progress_updates: [],
    });
    expect(Date.parse(String(read["updated_at"]))).toBeGreaterThan(Date.parse(String(read["created_at"])));
    await park.program("POST", `${meetings}progress/`, {
      body: { meeting: made.id, update_text: "On time.", status: "closed", resolution_notes: "On time for a month." },
    });
    expect(await park.program("POST", `${path}meetings/`, { body: further })).toMatchObject({
      status: 409,
      body: { code: "CASE_CLOSED", fields: { id: expect.any(String) as string } },
    });
  });

  it("words that are followed stay, with what else may change", async () => {
    const { id, version } = await create({ student: student(66), root_cause: "other" });
    await park.program("POST", `${meetings}progress/`, { body: { meeting: id, update_text: "Since then." } });
    const path = `${meetings}${id}/`;
    const put = (change: Record<string, unknown>) =>
      park.program("PUT", path, { body: body({ student: student(66), root_cause: "other", ...change }) });
    expect(await put({ action_plan: "Another plan." })).toMatchObject({
      status: 409,
      body: { code: "ENTRY_FOLLOWED" },
    });
    expect(await put({ urgency_level: "low" })).toMatchObject({ status: 200, body: { urgency_level: "low" } });
    expect(await put({ urgency_level: "high", version })).toMatchObject({
      status: 409,
      body: { code: "STALE_VERSION" },
    });
    expect(await put({ student: student(65) })).toMatchObject({
      status: 400,
      body: { fields: { student: "The student of a meeting cannot be changed." } },
    });
  });

  it("change as a whole or not at all", async () => {
    const of = { student: student(62) };
    const { id } = await create(of);
    await create({ ...of, root_cause: "health" });
    const path = `${meetings}${id}/`;
    const before = (await park.program("GET", path)).body;
    const put = (change: Record<string, unknown>) =>
      park.program("PUT", path, {
        body: body({ ...of, action_plan: "A call home on Thursday.", urgency_level: "high", ...change }),
      });
    // Its words and facts alone would be taken each time.
    expect(await put({ status: "closed" })).toMatchObject({
      status: 400,
      body: { code: "INVALID_INPUT", fields: { resolution_notes: expect.any(String) as string } },
    });
    expect(await put({ status: "monitoring", resolution_notes: "Not closed at all." })).toMatchObject({
      status: 400,
      body: { fields: { resolution_notes: "Only closing takes resolution notes." } },
    });
    expect(await put({ root_cause: "health" })).toMatchObject({
      status: 409,
      body: { code: "ACTIVE_CASE_EXISTS", fields: { root_cause: expect.any(String) as string } },
    });
    expect(await put({ status: "monitoring", follow_up_date: today })).toMatchObject({
      status: 400,
      body: { fields: { follow_up_date: expect.any(String) as string } },
    });
    expect((await park.program("GET", path)).body).toEqual(before);

    const moved = await put({ status: "monitoring", meeting_date: inDays(-3), follow_up_date: inDays(5) });
    expect(moved).toMatchObject({
      status: 200,
      body: { action_plan: "A call home on Thursday.", meeting_date: inDays(-3), status: "monitoring", version: 2 },
    });
    expect(moved.body["progress_updates"]).toMatchObject([{ status_from: "open", status_to: "monitoring" }]);
    const lines = await admin<{ action: string; entity: string }[]>`
      select action, entity_type as entity from audit_logs
       where (entity_id = ${id} or entity_id in (select id from case_entries where case_id = ${id}))
         and action in ('MeetingEdited', 'CaseStatusChanged') order by action`;
    expect(lines).toEqual([
      { action: "CaseStatusChanged", entity: "case" },
      { action: "MeetingEdited", entity: "case_entry" },
    ]);
    // The same once more asks for nothing.
    expect(await put({ status: "monitoring", meeting_date: inDays(-3), follow_up_date: inDays(5) })).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
    // A move taken back leaves what was corrected with it.
    const one = await park.client.casework.one.query({ caseId: id });
    const move = one.entries.find(({ kind }) => kind === "status");
    await park.client.casework.undoEntry.mutate({ mutationId: newId(), caseId: id, entryId: move?.id ?? "" });
    expect((await park.program("GET", path)).body).toMatchObject({
      status: "open",
      urgency_level: "high",
      meeting_date: inDays(-3),
      follow_up_date: inDays(5),
    });
    expect(await put({ status: "escalated" })).toMatchObject({
      status: 400,
      body: { fields: { status: expect.any(String) as string } },
    });
    const progress = (change: Record<string, unknown>) =>
      park.program("POST", `${meetings}progress/`, {
        body: { meeting: id, update_text: "Could you speak to the family?", status: "escalated", ...change },
      });
    expect(await progress({})).toMatchObject({
      status: 400,
      body: { fields: { escalate_to: expect.any(String) as string } },
    });
    expect(await progress({ escalate_to: user("reyes") })).toMatchObject({ status: 201 });
    expect((await park.client.casework.one.query({ caseId: id })).escalations).toMatchObject([
      { to: { name: "Mr Reyes" }, reason: "Could you speak to the family?", takenAt: null, declined: null },
    ]);
    expect(await put({ status: "open", meeting_date: inDays(-3), follow_up_date: inDays(5) })).toMatchObject({
      status: 409,
      body: { code: "IMPOSSIBLE_MOVE", fields: { status: expect.any(String) as string } },
    });
  });

  it("a follow-up that is not sent stays, and null takes it away", async () => {
    const { id } = await create({ student: student(62), root_cause: "other", follow_up_date: inDays(16) });
    const { follow_up_date: _none, ...rest } = body({ student: student(62), root_cause: "other" });
    const put = (change: Record<string, unknown>) =>
      park.program("PUT", `${meetings}${id}/`, { body: { ...rest, ...change } });
    expect(await put({ urgency_level: "high" })).toMatchObject({
      status: 200,
      body: { urgency_level: "high", follow_up_date: inDays(16) },
    });
    expect(await put({ follow_up_date: null })).toMatchObject({ status: 200, body: { follow_up_date: null } });
  });

  it("an unchanged follow-up that has passed blocks nothing", async () => {
    const { id } = await create({ student: student(65), root_cause: "other" });
    await admin`update cases set follow_up_date = current_date - 9 where id = ${id}`;
    const put = (follow_up_date: string) =>
      park.program("PUT", `${meetings}${id}/`, {
        body: body({ student: student(65), root_cause: "other", urgency_level: "high", follow_up_date }),
      });
    const [row] = await admin<{ day: string }[]>`select follow_up_date::text as day from cases where id = ${id}`;
    expect(await put(inDays(-3))).toMatchObject({ status: 400 });
    expect(await put(row?.day ?? "")).toMatchObject({ status: 200, body: { urgency_level: "high", is_overdue: true } });
  });
});

describe("analytics", () => {
  it("tells of a student, of those who come back, and in numbers", async () => {
    const history = await park.program("GET", `${meetings}student/${student(52)}/`);
    expect(history).toMatchObject({
      status: 200,
      body: { is_recurring: true, without_improvement: true, total_meetings: 4 },
    });
    const recurring = await haddad("GET", `${meetings}recurring/?limit=100`);
    const [row] = await admin<{ students: number }[]>`
      select count(*)::int as students from (select 1 from cases where deleted_at is null
        group by student_id having sum(meetings) >= 2) again`;
    expect(recurring.body["results"]).toHaveLength(row?.students ?? -1);
    const stats = await haddad("GET", `${meetings}stats/`);
    // This administrator is on no case's team: restricted meetings are not counted for them.
    const [again] = await admin`
      select sum(meetings - restricted_meetings)::int as total_meetings, count(*) filter (where status <> 'closed')::int as active_cases,
        count(*) filter (where status <> 'closed' and urgency = 'high')::int as high_urgency,
        count(*) filter (where status <> 'closed' and follow_up_date < ${today}::date)::int as overdue_follow_ups
        from cases where deleted_at is null`;
    // The first update of the follow-up behind the counters' back is the test's own.
    expect(stats).toMatchObject({ status: 200, body: { ...again, overdue_follow_ups: expect.any(Number) as number } });
  });
});

describe("who may", () => {
  it("a form master has their own meetings, an administrator all", async () => {
    const made = (await haddad("POST", meetings, { body: body({ student: student(2) }) })).body as { id: string };
    for (const [method, request] of [
      ["GET", {}],
      ["PUT", { body: body({ student: student(2) }) }],
      ["DELETE", {}],
    ] as const)
      expect(await park.program(method, `${meetings}${made.id}/`, request)).toMatchObject({
        status: 404,
        body: { code: "NOT_FOUND" },
      });
    const own = await create({ student: student(64), root_cause: "health" });
    expect(await haddad("GET", `${meetings}${own.id}/`)).toMatchObject({ status: 200 });
    expect(await haddad("DELETE", `${meetings}${own.id}/?reason=Wrong%20student.`)).toMatchObject({ status: 204 });
    expect(await park.program("POST", meetings, { body: body({ student: student(3) }) })).toMatchObject({
      status: 404,
      body: { fields: { student: expect.any(String) as string } },
    });
  });

  it("no token, a broken one, another tool's or an ended one open nothing", async () => {
    for (const authorization of ["", "Bearer x", `Bearer handrail_${"x".repeat(43)}`])
      expect(await programWith(world, { authorization })("GET", meetings)).toMatchObject({
        status: 401,
        body: { code: "NOT_SIGNED_IN" },
      });
    // Nothing that a stranger sends is looked at first: no field, no id, no size.
    const stranger = programWith(world, {});
    for (const request of [{ body: {} }, { body: "{" }, { body: { update_text: "x".repeat(600_000) } }])
      expect(await stranger("POST", meetings, request)).toMatchObject({
        status: 401,
        body: { code: "NOT_SIGNED_IN", fields: {} },
      });
    for (const path of ["?limit=x", "not-an-id/", "student/x/"])
      expect(await stranger("GET", `${meetings}${path}`)).toMatchObject({ status: 401 });
    const account = await programOf(world, "park@alder.example", { scopes: ["account"] });
    expect(await account.program("GET", meetings)).toMatchObject({
      status: 403,
      body: { code: "TOOL_MISSING", message: expect.stringContaining("This token was made without") as string },
    });
    const reader = await programOf(world, "park@alder.example", { readOnly: true });
    expect(await reader.program("GET", meetings)).toMatchObject({ status: 200 });
    expect(await reader.program("POST", meetings, { body: body() })).toMatchObject({
      status: 403,
      body: { code: "NOT_ALLOWED", message: expect.stringContaining("may only read") as string },
    });
    expect(await reader.client.access.apiTokens.query()).toContainEqual(
      expect.objectContaining({ id: reader.tokenId, scopes: ["cases"], readOnly: true }),
    );
    const spare = await programOf(world, "park@alder.example");
    expect(await spare.program("GET", meetings)).toMatchObject({ status: 200 });
    await spare.client.access.endApiToken.mutate({ id: spare.tokenId });
    expect(await spare.program("GET", meetings)).toMatchObject({ status: 401 });
    const ended = await admin`
      select u.email, l.entity_type as entity, l.after from audit_logs l join users u on u.tenant_id = l.tenant_id and u.id = l.actor_id
       where l.action = 'ApiTokenEnded' and l.entity_id = ${spare.tokenId}`;
    expect(ended).toMatchObject([{ email: "park@alder.example", entity: "api_token" }]);
    // It is ended once; somebody else's token is none.
    for (const [person, id] of [
      [spare, spare.tokenId],
      [spare, newId()],
      [await world.signIn("haddad@alder.example"), park.tokenId],
    ] as const)
      await expect(person.client.access.endApiToken.mutate({ id })).rejects.toMatchObject({
        data: { situation: "NOT_FOUND" },
      });
    expect(await park.program("GET", meetings)).toMatchObject({ status: 200 });
    await admin`update auth.api_tokens set expires_at = now() - interval '1 second' where id = ${account.tokenId}`;
    expect(await account.program("GET", meetings)).toMatchObject({ status: 401 });
  });

  it("a token opens the REST door alone, and never more than its person", async () => {
    const api = world.client({ authorization: `Bearer ${park.token}` });
    await expect(api.access.me.query()).rejects.toMatchObject({ data: { situation: "NOT_SIGNED_IN" } });
    await expect(
      park.client.access.makeApiToken.mutate({ password: demoPassword, name: "More", scopes: ["insights"], days: 1 }),
    ).rejects.toMatchObject({ data: { situation: "TOOL_MISSING" } });
    await expect(
      park.client.access.makeApiToken.mutate({
        password: "a wrong password",
        name: "More",
        scopes: ["cases"],
        days: 1,
      }),
    ).rejects.toMatchObject({ data: { situation: "WRONG_CREDENTIALS" } });
    const [kept] = await admin<{ lines: number; raw: number }[]>`
      select (select count(*)::int from audit_logs where action = 'ApiTokenMade' and entity_id = ${park.tokenId}) as lines,
        (select count(*)::int from auth.api_tokens where encode(token_hash, 'escape') like '%handrail%') as raw`;
    expect(kept).toEqual({ lines: 1, raw: 0 });
    const tokens = await park.client.access.apiTokens.query();
    expect(tokens.map(({ name, scopes }) => ({ name, scopes }))).toContainEqual({
      name: "Attendance office",
      scopes: ["cases"],
    });
  });

  it("a browser's sign-in works from this server's own pages alone", async () => {
    const browser = programWith(world, { cookie: park.cookie });
    expect(await browser("GET", meetings)).toMatchObject({ status: 200 });
    const foreign = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    for (const headers of [foreign, { origin: "null" }, { "sec-fetch-site": "same-site" }])
      expect(await browser("POST", meetings, { body: body(), headers })).toMatchObject({
        status: 403,
        body: { code: "FOREIGN_ORIGIN" },
      });
  });
});

describe("an Idempotency-Key", () => {
  it("gives one effect and the same answer, and is not for another request", async () => {
    const headers = { "idempotency-key": "attendance office, line 7" };
    const request = { body: body({ student: student(63), root_cause: "financial" }), headers };
    const [first, again] = [
      await park.program("POST", meetings, request),
      await park.program("POST", meetings, request),
    ];
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.body });
    const other = { ...request, body: body({ student: student(63), root_cause: "health" }) };
    expect(await park.program("POST", meetings, other)).toMatchObject({ status: 422, body: { code: "KEY_REUSED" } });
  });

  it("does so for every request that changes something, also after the world has moved on", async () => {
    const of = { student: student(61), root_cause: "financial" };
    const { id } = await create(of);
    const path = `${meetings}${id}/`;
    const twice = async (method: string, at: string, sent?: object) => {
      const request = { ...(sent === undefined ? {} : { body: sent }), headers: { "idempotency-key": newId() } };
      const first = await park.program(method, at, request);
      const again = await park.program(method, at, request);
      expect({ status: again.status, body: again.body }).toEqual({ status: first.status, body: first.body });
      return first;
    };
    const progress = { meeting: id, update_text: "On time all week.", status: "improving" };
    expect(await twice("POST", `${meetings}progress/`, progress)).toMatchObject({ status: 201 });
    const put = body({ ...of, urgency_level: "high", status: "monitoring" });
    expect(await twice("PUT", path, put)).toMatchObject({ status: 200, body: { urgency_level: "high" } });
    expect((await park.program("GET", path)).body["progress_updates"]).toHaveLength(2);
    expect(await twice("DELETE", path)).toMatchObject({ status: 204 });
    expect(await park.program("DELETE", path)).toMatchObject({ status: 404 });
  });
});

describe("paths", () => {
  it("are those of the document, with their slash", async () => {
    const answer = await fetch(`${world.url}${meetings.slice(0, -1)}?status=open`, {
      headers: { authorization: `Bearer ${park.token}` },
      redirect: "manual",
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([308, `${meetings}?status=open`]);
    for (const [method, path, allow] of [
      ["PATCH", meetings, "GET, POST, HEAD"],
      ["GET", `${meetings}progress/`, "POST"],
      ["POST", `${meetings}stats/`, "GET, HEAD"],
      ["POST", `${meetings}${newId()}/`, "GET, PUT, DELETE, HEAD"],
    ] as const) {
      const wrong = await park.program(method, path, method === "GET" ? {} : { body: {} });
      expect([wrong.status, wrong.headers.get("allow"), wrong.body["code"]]).toEqual([
        405,
        allow,
        "METHOD_NOT_ALLOWED",
      ]);
    }
    expect(await park.program("GET", "/api/nothing/")).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect(await park.program("GET", "/api/docs/")).toMatchObject({ status: 200 });
    expect((await park.program("GET", "/api/docs/swagger-ui-bundle.js")).status).toBe(200);
  });
});

it("who asks too often waits, and nobody else does", async () => {
  // A stranger's token has a minute of its own.
  const stranger = programWith(world, { authorization: `Bearer handrail_${"y".repeat(43)}` });
  const seen = new Map<number, number>();
  for (let round = 0; round < 61; round += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => stranger("GET", `${meetings}stats/`)));
    for (const { status, headers, body: said } of answers) {
      seen.set(status, (seen.get(status) ?? 0) + 1);
      if (status !== 429) continue;
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(said).toMatchObject({ code: "TOO_MANY_TRIES" });
    }
    if (seen.has(429)) break;
  }
  expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual([401, 429]);
  expect(seen.get(401)).toBe(600);
  expect(await park.program("GET", `${meetings}stats/`)).toMatchObject({ status: 200 });
});
