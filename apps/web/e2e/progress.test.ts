import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo are what its pages are opened by
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const email = "reyes@alder.example";
const readingBoost = demoIds.intervention("alder", "reading-boost");
const today = 4;

describe.skipIf(isWithoutBrowser)("progress", () => {
  const stage = openStage();

  const open = async (who: string, options: object, { path = `/interventions/${readingBoost}?part=progress` } = {}) => {
    const context = await stage.deviceOf(who, options);
    const page = await context.newPage();
    await page.goto(`${stage.world.url}${path}`);
    return { context, page };
  };
  const openGrid = async (who: string, options: object = desktop) => {
    const opened = await open(who, options);
    await opened.page.getByRole("button", { name: "Enter points" }).click();
    await cell(opened.page, 0).waitFor();
    return opened;
  };
  const cell = (page: Page, row: number, column = today) => page.locator(`[data-cell="${row}:${column}"]`);
  const stored = async (place: number): Promise<number | null> => {
    const [row] = await stage.pool<{ value: number }[]>`
      select value from progress_notes where intervention_id = ${readingBoost} and student_id = ${demoIds.student("alder", place)}
        and measured_on = (now() at time zone 'Europe/London')::date and deleted_at is null`;
    return row?.value ?? null;
  };

  test("a graph says its verdict first, walks by keys, shows the same data as a table, and splits where the plan changes", async () => {
    const { page } = await open(email, desktop);
    const figure = page.getByRole("figure");
    await figure.waitFor(soon);
    expect(await figure.locator("figcaption").count()).toBe(1);
    const walker = figure.getByRole("slider", { name: "Points" });
    await walker.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => walker.getAttribute("aria-valuetext"), soon).toMatch(/: \d+ words/);
    const first = await walker.getAttribute("aria-valuetext");
    await page.keyboard.press("ArrowRight");
    expect(await walker.getAttribute("aria-valuetext")).not.toBe(first);
    expect(await axeViolations(page)).toEqual([]);

    await page.keyboard.press("t");
    await figure.getByRole("table").waitFor(soon);
    const points = await figure.getByRole("row").count();
    expect(points).toBeGreaterThan(12);
    await page.keyboard.press("t");

    await figure.getByRole("button", { name: "Change plan" }).click();
    await page.getByLabel("What changes").fill("Phonics first");
    await page.getByRole("dialog").getByRole("button", { name: "Change plan" }).click();
    await figure.getByText("Phonics first").waitFor(soon);
  });

  test("points are written down by keys alone, one under the other, and a colleague sees them", async () => {
    const { page } = await openGrid(email);
    const { page: other } = await openGrid("okafor@alder.example");
    await cell(page, 0).focus();
    for (const value of ["61", "sixty", "63"]) {
      await page.keyboard.type(value);
      await page.keyboard.press("Enter");
    }
    await expect.poll(() => cell(other, 2).inputValue(), soon).toBe("63");
    await expect.poll(() => cell(other, 0).inputValue(), soon).toBe("61");
    expect(await cell(page, 1).inputValue()).toBe("sixty");
    await page.getByText("Write a number.").waitFor(soon);
    expect(await cell(other, 1).inputValue()).toBe("");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-cell"))).toBe(`3:${today}`);
    expect(await axeViolations(page)).toEqual([]);
  });

  test("a block pasted from a spreadsheet is shown before it is saved, and what cannot be used is left out", async () => {
    const { page } = await openGrid(email);
    await cell(page, 4).focus();
    await cell(page, 4).evaluate((input) => {
      const data = new DataTransfer();
      data.setData("text", "71\n720000000\n73\nx\n75\n");
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    const preview = page.getByRole("dialog", { name: "What you pasted" });
    await preview.getByText("There are no more students.").waitFor(soon);
    await preview.getByText("Use a number of at most seven digits.").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await preview.getByRole("button", { name: "Save 2 cells" }).click();
    await expect.poll(() => cell(page, 4).getAttribute("data-state"), soon).toBe("saved");
    expect(await cell(page, 4).inputValue()).toBe("71");
    expect(await cell(page, 6).inputValue()).toBe("73");
    expect(await cell(page, 5).inputValue()).toBe("");
  });

  test("without a network the text stays and says so; back online it is saved by itself", async () => {
    const { context, page } = await openGrid(email);
    await context.setOffline(true);
    await cell(page, 7).fill("58");
    await page.keyboard.press("Enter");
    await page.getByText("1 cell not saved yet.").waitFor(soon);
    expect(await cell(page, 7).inputValue()).toBe("58");
    await context.setOffline(false);
    await expect.poll(() => cell(page, 7).getAttribute("data-state"), soon).toBe("saved");
    expect(await cell(page, 7).inputValue()).toBe("58");
  });

  test("an exit is decided by keys, with a reason; the queue of another empties by itself", async () => {
    const path = "/insights/decisions";
    const { page } = await open(email, desktop, { path });
    const { page: other } = await open("lindqvist@alder.example", phone, { path });
    const article = page.locator("article").filter({ hasText: "Reading Boost" });
    await article.waitFor(soon);
    await other.locator("article").filter({ hasText: "Reading Boost" }).waitFor(soon);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(other)).toBe(0);
    await article.focus();
    await page.keyboard.press("y");
    await page.getByRole("dialog", { name: "Exit" }).waitFor(soon);
    await page.keyboard.type("Reached the goal three times.");
    await page.keyboard.press("Tab");
    await page.getByRole("dialog").getByRole("button", { name: /^Exit/ }).press("Enter");
    await article.waitFor({ state: "detached", ...soon });
    await other
      .locator("article")
      .filter({ hasText: "Reading Boost" })
      .waitFor({ state: "detached", ...soon });
    const [enrollment] = await stage.pool<{ status: string; reason: string }[]>`
      select status, exit_reason as reason from enrollments where id = ${demoIds.enrollment("alder", "reading-boost", 0)}`;
    expect(enrollment).toEqual({ status: "exited", reason: "Reached the goal three times." });
    await page.getByRole("tab", { name: "Decided" }).click();
    await page.getByText("Reached the goal three times.").waitFor(soon);
  });

  test("several are selected and decided by keys, with one reason", async () => {
    const added = await stage.pool<{ enrollment: string }[]>`
      insert into exit_recommendations (tenant_id, id, intervention_id, student_id, enrollment_id, outcome, evidence)
      select e.tenant_id, gen_random_uuid(), e.intervention_id, e.student_id, e.id, 'exit', r.evidence
        from (select evidence from exit_recommendations order by created_at limit 1) r,
          (select * from enrollments where intervention_id = ${readingBoost} and status = 'active'
             and id not in (select enrollment_id from exit_recommendations where decision = 'pending')
           order by id limit 3) e
      returning enrollment_id as enrollment`;
    expect(added).toHaveLength(3);
    const { page } = await open(email, desktop, { path: "/insights/decisions" });
    const articles = page.locator("article").filter({ hasText: "Reading Boost" });
    await expect.poll(() => articles.count(), soon).toBeGreaterThanOrEqual(3);
    const before = await articles.count();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("x");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("x");
    await page.getByText("2 students selected").waitFor(soon);
    // Once more takes it back.
    await page.keyboard.press("x");
    await page.getByText("1 student selected").waitFor(soon);
    await page.keyboard.press("x");
    await page.keyboard.press("n");
    await page.getByRole("dialog", { name: "Keep the plan" }).waitFor(soon);
    await page.keyboard.type("Two more weeks.");
    await page.keyboard.press("Tab");
    await page.getByRole("dialog").getByRole("button", { name: "Keep 2 students" }).press("Enter");
    await expect.poll(() => articles.count(), soon).toBe(before - 2);
    const decided = await stage.pool<{ reason: string }[]>`
      select reason from exit_recommendations where decision = 'declined' and reason = 'Two more weeks.'`;
    expect(decided).toHaveLength(2);
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("every screen fits and passes axe, %s", async (colorScheme, device) => {
    for (const path of ["/insights", `/interventions/${readingBoost}?part=progress`]) {
      const { page } = await open(email, { ...device, colorScheme }, { path });
      await page.getByRole("heading", { level: 2 }).first().waitFor(soon);
      await page
        .getByRole(path === "/insights" ? "table" : "figure")
        .first()
        .waitFor(soon);
      expect(await overflow(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
    }
    const { page } = await openGrid(email, { ...device, colorScheme });
    expect(await overflow(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await stored(110)).toBeNull();
  });
});
