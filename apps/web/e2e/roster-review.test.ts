import { beforeAll, describe, expect, test } from "vitest";

import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { isInstalled } from "./person-stage.ts";
import { mark, openRoster, row, rowIds, runningSession, soon, statusOf, storedMarks } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const email = "okafor@alder.example";

describe.skipIf(isWithoutBrowser)("what a roster says and offers", () => {
  const stage = openStage();
  let sessionId: string;
  beforeAll(async () => {
    sessionId = await runningSession(stage, "Reading Boost");
  });
  const stored = async (student: string) =>
    (await storedMarks(stage, sessionId)).find(({ studentId }) => studentId === student);

  test("a refused mark offers what helps: expecting the student, or only putting it away", async () => {
    const { context, page } = await openRoster(stage, sessionId, { email, ...desktop });
    const [unexpected = "", withdrawn = ""] = await rowIds(page);
    await context.setOffline(true);
    await mark(page, unexpected, "present");
    await mark(page, withdrawn, "absent");
    await stage.pool`
      update attendance_records set expectation = 'not_expected' where session_id = ${sessionId} and student_id = ${unexpected}`;
    await stage.pool`
      update enrollments e set status = 'withdrawn', withdrawn_at = now() - interval '2 days', exit_reason = 'moved'
        from attendance_records a
       where a.enrollment_id = e.id and a.session_id = ${sessionId} and a.student_id = ${withdrawn}`;
    await context.setOffline(false);
    const review = page.getByRole("region", { name: "Needs your decision" });
    const line = (words: string) => review.locator("li[class*=border-b]").filter({ hasText: words });
    await line("not expected today").waitFor(soon);
    const ended = line("enrolment has ended");
    await ended.waitFor(soon);
    expect(await ended.getByRole("button").allInnerTexts()).toEqual(["Discard"]);
    expect(await line("not expected today").getByRole("button").allInnerTexts()).toEqual([
      "Expect and mark",
      "Discard",
    ]);
    await ended.getByRole("button", { name: "Discard" }).click();
    await review.getByRole("button", { name: "Expect and mark" }).click();
    await expect
      .poll(() => stored(unexpected), soon)
      .toMatchObject({ status: "present", expectation: "expected", contested: 0 });
    await review.waitFor({ state: "detached" });
    expect((await stored(withdrawn))?.status).toBe("scheduled");
  });

  test.each([
    ["a desk", desktop],
    ["a phone", phone],
  ])("who is expected elsewhere at this time is named on %s", async (_name, device) => {
    const { page } = await openRoster(stage, sessionId, { email, ...device });
    const student = (await rowIds(page)).at(-1) ?? "";
    const added = await stage.pool`
      with other as (
        update sessions set start_time = now() - interval '5 minutes', end_time = now() + interval '20 minutes'
         where id = (select o.id from sessions o join interventions i on i.id = o.intervention_id
           where i.name = 'Maths Fluency' and o.status = 'scheduled' order by o.start_time, o.id limit 1)
        returning id, tenant_id
      )
      insert into attendance_records (tenant_id, id, session_id, student_id, expectation)
      select tenant_id, gen_random_uuid(), id, ${student}, 'guest' from other
      on conflict (tenant_id, session_id, student_id) do update set expectation = 'guest', enrollment_id = null
      returning 1`;
    expect(added).toHaveLength(1);
    await page.reload();
    await row(page, student).waitFor();
    const named = row(page, student).getByRole("rowheader");
    await expect.poll(() => named.innerText(), soon).toMatch(/also Maths Fluency \d\d:\d\d–\d\d:\d\d/);
    expect(await page.locator("[data-clash]").count()).toBeGreaterThan(0);
    expect(await overflow(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  });

  test("the pill opens what is kept, for which session and since when, by keys too; the strip has room for all of it", async () => {
    const { context, page } = await openRoster(stage, sessionId, {
      email,
      ...phone,
      viewport: { width: 390, height: 844 },
    });
    await isInstalled(page);
    const ids = await rowIds(page);
    await context.setOffline(true);
    for (const id of ids.slice(-3)) await mark(page, id, "tardy");
    const pill = page.getByRole("button", { name: /^Offline · 3 kept/ });
    await pill.waitFor(soon);
    // Nothing of the strip lies over anything else.
    const boxes = await page
      .locator("header nav a, header nav [aria-current], header button")
      .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0));
    const overlaps = boxes.flatMap((a, index) =>
      boxes
        .slice(index + 1)
        .filter((b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom && b.top < a.bottom),
    );
    expect(overlaps).toEqual([]);
    expect(await overflow(page)).toBe(0);

    await pill.focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: "Sent and kept" });
    await panel.getByText(/3 changes, since \d\d:\d\d/).waitFor(soon);
    await panel.getByRole("link", { name: "Reading Boost" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    // Back on the line it goes by itself, and the button with it.
    await panel.getByRole("button", { name: "Try now" }).click();
    await context.setOffline(false);
    await panel.getByText("Everything on this device has been sent").waitFor(soon);
    await panel.getByText(/Sent last: \d changes? at \d\d:\d\d/).waitFor(soon);
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await expect.poll(async () => (await stored(ids.at(-1) ?? ""))?.status, soon).toBe("tardy");
  });

  test("single keys are a person's choice, on every device", async () => {
    const one = await openRoster(stage, sessionId, { email, ...desktop });
    const account = await one.context.newPage();
    await account.goto(`${stage.world.url}/account`);
    await account.getByLabel("Single-key shortcuts").selectOption("off");
    await expect
      .poll(
        () => stage.pool`select value from user_settings where key = 'preferences'`.then((rows) => rows[0]?.["value"]),
        soon,
      )
      .toMatchObject({ shortcuts: "off" });
    await account.reload();
    await expect.poll(() => account.getByLabel("Single-key shortcuts").inputValue(), soon).toBe("off");

    const { page } = await openRoster(stage, sessionId, { email, ...desktop });
    const student = (await rowIds(page))[2] ?? "";
    const press = async (key: string): Promise<void> => {
      await row(page, student).focus();
      await page.keyboard.press(key);
    };
    const before = await statusOf(page, student);
    await press("x");
    await press("?");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await statusOf(page, student)).toBe(before);

    await account.getByLabel("Single-key shortcuts").selectOption("lists");
    await expect
      .poll(
        () => stage.pool`select value from user_settings where key = 'preferences'`.then((rows) => rows[0]?.["value"]),
        soon,
      )
      .toMatchObject({ shortcuts: "lists" });
    await page.reload();
    await row(page, student).waitFor();
    await expect
      .poll(async () => {
        await press("x");
        return statusOf(page, student);
      }, soon)
      .toBe("excused");
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });
});
