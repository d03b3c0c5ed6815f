import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// @boundaries-ignore the tests of the screens run against the real server
import { startWorld, type World } from "../../api/src/testing/world.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, launch, overflow, phone } from "./browser.ts";
import {
  mark,
  openRoster,
  row,
  rowIds,
  runningSession,
  signedInContext,
  statusOf,
  storedMarks,
  superuser,
} from "./roster-stage.ts";

const soon = { timeout: 20_000 };

describe.skipIf(isWithoutBrowser)("using the roster", () => {
  let world: World;
  let browser: Browser;
  let pool: ReturnType<typeof superuser>;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld({ web: true }), launch()]);
    pool = superuser(world);
  });
  afterAll(async () => {
    await browser?.close();
    await pool?.end();
    await world?.close();
  });

  test("keys alone take a class of thirty in at most twenty strokes, with two absent and one late", async () => {
    const id = await runningSession(pool, "Maths Fluency");
    const context = await signedInContext(world, browser, { email: "ito@alder.example", ...desktop });
    const { page } = await openRoster(world, context, id);
    let strokes = 0;
    const press = async (key: string): Promise<void> => {
      strokes += 1;
      await page.keyboard.press(key);
    };
    await press("Shift+P");
    for (const [letters, key] of [
      ["av", "a"],
      ["ti", "t"],
      ["ko", "a"],
    ] as const) {
      await press("/");
      for (const letter of letters) await press(letter);
      await press("Enter");
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("row");
      await press(key);
    }
    await press("Shift+Enter");
    await page.getByText(/^Finished\. Marks can be changed until/).waitFor();
    expect(strokes).toBeLessThanOrEqual(20);
    const stored = async (): Promise<string[]> => (await storedMarks(pool, id)).map(({ status }) => status).sort();
    await expect
      .poll(stored, soon)
      .toEqual([...Array.from({ length: 2 }, () => "absent"), ...Array.from({ length: 27 }, () => "present"), "tardy"]);
    await page.getByRole("button", { name: "Reopen" }).click();
    await page.getByRole("button", { name: /^Finish/ }).waitFor();
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await stored()).filter((status) => status === "absent").length, soon).toBe(1);
    await context.close();
  });

  test("six taps take a class from Today on a phone, and every target is as large as a thumb", async () => {
    const id = await runningSession(pool, "Attendance Mentors");
    const context = await signedInContext(world, browser, { email: "ito@alder.example", ...phone });
    const page = await context.newPage();
    await page.goto(world.url);
    let taps = 0;
    const tap = async (target: ReturnType<typeof page.locator>): Promise<void> => {
      taps += 1;
      await target.tap();
    };
    await tap(page.locator(`a[href="/sessions/${id}"]`).first());
    await page.locator("[data-row]").first().waitFor();
    const [one = "", two = "", three = ""] = await rowIds(page);
    await tap(page.getByRole("button", { name: "Everyone here" }));
    await tap(row(page, one).locator("input[value=absent]"));
    await tap(row(page, two).locator("input[value=absent]"));
    await tap(row(page, three).locator("input[value=tardy]"));
    const small = await page.locator("#main").evaluate((main) =>
      [...main.querySelectorAll<HTMLElement>("button, a, label:has(input)")]
        .filter((target) => target.offsetParent !== null)
        .map(
          (target) =>
            ({ name: target.outerHTML.slice(0, 80), ...target.getBoundingClientRect().toJSON() }) as {
              name: string;
              width: number;
              height: number;
            },
        )
        .filter(({ width, height }) => width < 44 || height < 44),
    );
    expect(small).toEqual([]);
    await tap(page.getByRole("button", { name: "Finish" }));
    await page.getByText(/^Finished\./).waitFor();
    expect(taps).toBeLessThanOrEqual(6);
    await context.close();
  });

  test("Finish asks about who is unmarked, and nobody becomes Absent by themselves", async () => {
    const id = await runningSession(pool, "Check-in/Check-out");
    const context = await signedInContext(world, browser, { email: "park@alder.example", ...desktop });
    const { page } = await openRoster(world, context, id);
    const [student = ""] = await rowIds(page);
    await mark(page, student, "present");
    await page.getByRole("button", { name: /^Finish/ }).click();
    await page.getByRole("button", { name: "Leave blank" }).click();
    await page.getByText(/^Finished\./).waitFor();
    await expect
      .poll(async () => (await storedMarks(pool, id)).filter(({ status }) => status === "scheduled").length, soon)
      .toBe(7);
    await context.close();
  });

  test("shaded, no name is left anywhere on the page", async () => {
    const id = await runningSession(pool, "Reading Boost");
    const context = await signedInContext(world, browser, { email: "okafor@alder.example", ...desktop });
    const { page } = await openRoster(world, context, id);
    await page.getByText("Amara Obi").first().waitFor();
    await page.getByRole("button", { name: "Shade names" }).click();
    await page.getByText("KESTREL-41").first().waitFor();
    expect(await page.content()).not.toMatch(/Amara|Obi\b/);
    await page.reload();
    await page.getByText("KESTREL-41").first().waitFor();
    expect(await page.content()).not.toMatch(/Amara|Obi\b/);
    await context.close();
  });

  test.each([
    ["light", desktop],
    ["dark", desktop],
    ["light", phone],
    ["dark", phone],
  ] as const)("in %s, every state is free of faults that axe finds, and fits: %o", async (colorScheme, size) => {
    const id = await runningSession(pool, "Reading Boost");
    await pool`
      update attendance_records set contested = jsonb_build_array(jsonb_build_object('mutationId', gen_random_uuid(), 'status', 'tardy',
        'minutesLate', 4, 'note', null, 'by', (select id from users where email = 'ito@alder.example'), 'at', '2026-01-01T10:00:00.000Z'))
       where id = (select id from attendance_records where session_id = ${id} order by student_id limit 1)`;
    const context = await signedInContext(world, browser, { email: "okafor@alder.example", ...size, colorScheme });
    const { page, complaints } = await openRoster(world, context, id);
    await page.getByText("Marked twice.").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const ids = await rowIds(page);
    for (const [index, status] of ["present", "tardy", "absent"].entries())
      await mark(page, ids[index + 3] ?? "", status);
    await expect.poll(() => statusOf(page, ids[5] ?? ""), soon).toBe("absent");
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await context.setOffline(true);
    // The cases share the session: the mark has to be another one than the case before left.
    const last = ids[6] ?? "";
    await mark(page, last, (await statusOf(page, last)) === "present" ? "absent" : "present");
    await page.locator('[data-kept="1"]').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.setOffline(false);
    await page.locator('[data-kept="1"]').waitFor({ state: "detached" });
    await context.close();
  });

  test("on paper: the same order, boxes for who is unmarked, and the way back", async () => {
    const id = await runningSession(pool, "Social Skills Group");
    const context = await signedInContext(world, browser, { email: "okafor@alder.example", ...desktop });
    const { page } = await openRoster(world, context, id);
    const names = await page
      .locator("[data-row] [role=rowheader] > span:first-child > span:first-child")
      .allInnerTexts();
    await page.locator("[data-print] svg").waitFor({ state: "attached" });
    await page.emulateMedia({ media: "print" });
    const printed = page.locator("[data-print] tbody tr");
    expect(await printed.locator("td:nth-child(2)").allInnerTexts()).toEqual(names);
    expect(await page.locator("[data-row]").first().isVisible()).toBe(false);
    expect((await page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(5_000);
    await context.close();
  });
});
