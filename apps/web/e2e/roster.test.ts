import { describe, expect, test } from "vitest";

import { desktop, isWithoutBrowser, phone } from "./browser.ts";
import {
  copyIsKept,
  mark,
  openRoster,
  row,
  rowIds,
  runningSession,
  soon,
  statusOf,
  storedMarks,
} from "./roster-stage.ts";
import { openStage } from "./stage.ts";

describe.skipIf(isWithoutBrowser)("the roster in a browser", () => {
  const stage = openStage();

  test("two people marking one roster see each other and each other's marks", async () => {
    const id = await runningSession(stage, "Attendance Mentors");
    const a = await openRoster(stage, id, { email: "ito@alder.example", ...desktop });
    const b = await openRoster(stage, id, { email: "reyes@alder.example", ...phone });
    const [first = "", second = ""] = await rowIds(a.page);
    await mark(a.page, first, "tardy");
    await mark(b.page, second, "absent");
    await expect.poll(() => statusOf(b.page, first), soon).toBe("tardy");
    await expect.poll(() => statusOf(a.page, second), soon).toBe("absent");
    await a.page.getByText("Mr Reyes is on this row").first().waitFor({ state: "attached" });
    const minutes = row(a.page, first).getByLabel(/^Minutes late/);
    expect(await minutes.inputValue()).toMatch(/^[789]$/);
    await minutes.fill("12");
    await minutes.press("Enter");
    await expect
      .poll(
        () =>
          row(b.page, first)
            .getByLabel(/^Minutes late/)
            .inputValue(),
        soon,
      )
      .toBe("12");
  });

  test("thirty marks without a network survive a reload and arrive once", async () => {
    const id = await runningSession(stage, "Maths Fluency");
    const line = await stage.line();
    const { context, page } = await openRoster(stage, id, {
      email: "reyes@alder.example",
      ...desktop,
      proxy: { server: line.server },
    });
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    const before = await storedMarks(stage, id);
    const ids = await rowIds(page);
    expect(ids).toHaveLength(30);
    await expect.poll(() => copyIsKept(page, id), soon).toBe(true);
    await line.cut(context);
    for (const [index, studentId] of ids.entries())
      await mark(page, studentId, index % 10 === 3 ? "absent" : "present");
    await page.locator('[data-kept="30"]').waitFor();
    await page.reload();
    await page.locator('[data-kept="30"]').waitFor();
    await page.getByText(/^As of \d\d:\d\d/).waitFor();
    expect(await Promise.all(ids.map((studentId) => statusOf(page, studentId)))).not.toContain("scheduled");
    expect((await storedMarks(stage, id)).every(({ status }) => status === "scheduled")).toBe(true);
    await line.mend(context);
    await expect
      .poll(async () => (await storedMarks(stage, id)).filter(({ status }) => status !== "scheduled").length, soon)
      .toBe(30);
    await page.locator('[data-kept="30"]').waitFor({ state: "detached" });
    const after = await storedMarks(stage, id);
    expect(after.map(({ version }, index) => version - (before[index]?.version ?? 0))).toEqual(
      Array.from({ length: 30 }, () => 1),
    );
    expect(after.filter(({ status }) => status === "absent")).toHaveLength(3);
  });

  test("a line that stands and carries nothing keeps nobody from opening a roster and marking it", async () => {
    const id = await runningSession(stage, "Social Skills Group");
    const line = await stage.line();
    const { page } = await openRoster(stage, id, {
      email: "okafor@alder.example",
      ...phone,
      proxy: { server: line.server },
    });
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await expect.poll(() => copyIsKept(page, id), soon).toBe(true);
    line.stall();
    await page.reload();
    await page.locator("[data-row]").first().waitFor();
    const [, student = ""] = await rowIds(page);
    await mark(page, student, "absent");
    await expect.poll(() => statusOf(page, student), soon).toBe("absent");
  });

  test("a row that two people marked apart shows both values until one is kept", async () => {
    const id = await runningSession(stage, "Check-in/Check-out");
    const a = await openRoster(stage, id, { email: "park@alder.example", ...desktop });
    const b = await openRoster(stage, id, { email: "reyes@alder.example", ...desktop });
    const [student = ""] = await rowIds(a.page);
    await b.context.setOffline(true);
    await mark(b.page, student, "absent");
    await mark(a.page, student, "present");
    await expect
      .poll(async () => (await storedMarks(stage, id)).filter(({ status }) => status === "present").length, soon)
      .toBe(1);
    await b.context.setOffline(false);
    const question = row(a.page, student).getByRole("region", { name: /^Two marks/ });
    await question.waitFor();
    await row(b.page, student)
      .getByRole("region", { name: /^Two marks/ })
      .waitFor();
    await row(b.page, student).getByRole("button", { name: "Keep Absent, marked by You" }).click();
    await question.waitFor({ state: "detached" });
    await expect.poll(() => statusOf(a.page, student), soon).toBe("absent");
    await expect
      .poll(async () => (await storedMarks(stage, id)).every(({ contested }) => contested === 0), soon)
      .toBe(true);
    await row(a.page, student)
      .getByRole("button", { name: /^More for/ })
      .click();
    await a.page.getByRole("menuitem", { name: "History" }).click();
    await a.page
      .getByRole("dialog", { name: /^History of/ })
      .getByRole("button", { name: "Set back to Present" })
      .first()
      .click();
    await expect.poll(() => statusOf(b.page, student), soon).toBe("present");
  });

  test("a mark that the server does not take is kept and explained", async () => {
    const id = await runningSession(stage, "Social Skills Group");
    const { context, page } = await openRoster(stage, id, { email: "okafor@alder.example", ...desktop });
    const [student = ""] = await rowIds(page);
    await context.setOffline(true);
    await mark(page, student, "absent");
    await stage.pool`update sessions set status = 'cancelled', cancelled_reason = 'Fire drill' where id = ${id}`;
    await context.setOffline(false);
    const review = page.getByRole("region", { name: "Needs your decision" });
    await review.getByText("This session was cancelled", { exact: false }).waitFor();
    await page.reload();
    await review.getByRole("img", { name: "Absent" }).waitFor();
    await review.getByRole("button", { name: "Send anyway" }).click();
    await review.getByText("This session was cancelled", { exact: false }).waitFor();
    await review.getByRole("button", { name: "Discard" }).click();
    await review.waitFor({ state: "detached" });
    expect((await storedMarks(stage, id)).every(({ status }) => status === "scheduled")).toBe(true);
  });

  test("a mark paints without waiting for the network", async () => {
    const id = await runningSession(stage, "Attendance Mentors");
    const { page } = await openRoster(stage, id, { email: "ito@alder.example", ...desktop });
    await page.route(/attendance\.record/, () => new Promise(() => undefined));
    const [, , student = ""] = await rowIds(page);
    await row(page, student).focus();
    await page.keyboard.press("x");
    expect(await statusOf(page, student)).toBe("excused");
    await page.keyboard.press("u");
    expect(await statusOf(page, student)).toBe("scheduled");
  });
});
