import { describe, expect, test } from "vitest";

import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { mark, openRoster, row, rowIds, runningSession, soon, statusOf, storedMarks } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

describe.skipIf(isWithoutBrowser)("using the roster", () => {
  const stage = openStage();

  test("keys alone take a class of thirty in at most twenty strokes, with two absent and one late", async () => {
    const id = await runningSession(stage, "Maths Fluency");
    const { page } = await openRoster(stage, id, { email: "ito@alder.example", ...desktop });
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
    const stored = async (): Promise<string[]> => (await storedMarks(stage, id)).map(({ status }) => status).sort();
    await expect
      .poll(stored, soon)
      .toEqual([...Array.from({ length: 2 }, () => "absent"), ...Array.from({ length: 27 }, () => "present"), "tardy"]);
    await page.getByRole("button", { name: "Reopen" }).click();
    await page.getByRole("button", { name: /^Finish/ }).waitFor();
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await stored()).filter((status) => status === "absent").length, soon).toBe(1);
  });

  test("six taps take a class from Today on a phone, and every target is as large as a thumb", async () => {
    const id = await runningSession(stage, "Attendance Mentors");
    const context = await stage.deviceOf("ito@alder.example", phone);
    const page = await context.newPage();
    await page.goto(stage.world.url);
    let taps = 0;
    const tap = async (target: ReturnType<typeof page.locator>): Promise<void> => {
      taps += 1;
      await target.tap();
    };
    await tap(page.locator(`a[href="/sessions/${id}"]`).first());
    // Today's rows are marked so as well.
    await page.locator("[role=row][data-row]").first().waitFor();
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
  });

  test("Finish asks about who is unmarked, and nobody becomes Absent by themselves", async () => {
    const id = await runningSession(stage, "Check-in/Check-out");
    const { page } = await openRoster(stage, id, { email: "park@alder.example", ...desktop });
    const [student = ""] = await rowIds(page);
    await mark(page, student, "present");
    await expect
      .poll(async () => (await storedMarks(stage, id)).some(({ status }) => status === "present"), soon)
      .toBe(true);
    await stage.pool`
      update attendance_records set contested = jsonb_build_array(jsonb_build_object('mutationId', gen_random_uuid(), 'status', 'tardy',
        'minutesLate', 4, 'note', null, 'by', (select id from users where email = 'ito@alder.example'), 'at', '2026-01-01T10:00:00.000Z'))
       where session_id = ${id} and student_id = ${student}`;
    await page.reload();
    // First about the student with two marks, then about those without one.
    await page.getByRole("button", { name: /^Finish/ }).click();
    await page.getByText("1 student has two different marks.").waitFor(soon);
    await page.getByRole("button", { name: "Choose the marks" }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("[data-contested]") !== null), soon)
      .toBe(true);
    await page.getByRole("button", { name: /^Finish/ }).click();
    await page.getByRole("button", { name: "Finish anyway" }).click();
    await page.getByRole("button", { name: "Leave unmarked" }).click();
    await page.getByText(/^Finished\./).waitFor();
    await expect
      .poll(async () => (await storedMarks(stage, id)).filter(({ status }) => status === "scheduled").length, soon)
      .toBe(7);
  });

  test("shaded, no name is left anywhere on the page", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const { page } = await openRoster(stage, id, { email: "okafor@alder.example", ...desktop });
    await page.getByText("Amara Obi").first().waitFor();
    await page.getByRole("button", { name: "Shade names" }).click();
    await page.getByText("KESTREL-41").first().waitFor();
    expect(await page.content()).not.toMatch(/Amara|Obi\b/);
    await page.reload();
    await page.getByText("KESTREL-41").first().waitFor();
    expect(await page.content()).not.toMatch(/Amara|Obi\b/);
  });

  test.each([
    ["light", desktop],
    ["dark", desktop],
    ["light", phone],
    ["dark", phone],
  ] as const)("in %s, every state is free of faults that axe finds, and fits: %o", async (colorScheme, size) => {
    const id = await runningSession(stage, "Reading Boost");
    await stage.pool`
      update attendance_records set contested = jsonb_build_array(jsonb_build_object('mutationId', gen_random_uuid(), 'status', 'tardy',
        'minutesLate', 4, 'note', null, 'by', (select id from users where email = 'ito@alder.example'), 'at', '2026-01-01T10:00:00.000Z'))
       where id = (select id from attendance_records where session_id = ${id} order by student_id limit 1)`;
    const { context, page } = await openRoster(stage, id, { email: "okafor@alder.example", ...size, colorScheme });
    await page.getByText("Two different marks.").waitFor();
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
    await context.setOffline(false);
    await page.locator('[data-kept="1"]').waitFor({ state: "detached" });
  });

  test("on paper: the same order, boxes for who is unmarked, and the way back", async () => {
    const id = await runningSession(stage, "Social Skills Group");
    const { page } = await openRoster(stage, id, { email: "okafor@alder.example", ...desktop });
    const names = await page
      .locator("[data-row] [role=rowheader] > span:first-child > span:first-child")
      .allInnerTexts();
    await page.locator("[data-print] svg").waitFor({ state: "attached" });
    await page.emulateMedia({ media: "print" });
    const printed = page.locator("[data-print] tbody tr");
    expect(await printed.locator("td:nth-child(2)").allInnerTexts()).toEqual(names);
    expect(await page.locator("[data-row]").first().isVisible()).toBe(false);
    expect((await page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(5_000);
  });
});
