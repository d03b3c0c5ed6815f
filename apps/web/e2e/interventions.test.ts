import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore ids of the demo
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, phone } from "./browser.ts";
import { openStage } from "./stage.ts";

const readingBoost = demoIds.intervention("alder", "reading-boost");
const mentors = demoIds.intervention("alder", "attendance-mentors");

describe.skipIf(isWithoutBrowser)("interventions in a browser", () => {
  const stage = openStage();
  const open = async (
    email: string,
    path: string,
    options: Parameters<typeof stage.device>[0] = desktop,
  ): Promise<Page> => {
    const context = await stage.deviceOf(email, options);
    const page = await context.newPage();
    await page.goto(`${stage.world.url}${path}`);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: /\w/ }).waitFor();
    return page;
  };
  const live = (page: Page): Promise<void> => page.getByText("Live", { exact: true }).waitFor();

  test("by keys alone: the list is searched and walked, an intervention is made from a program and started", async () => {
    const page = await open("reyes@alder.example", "/");
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.getByRole("row", { name: /Reading Boost/ }).waitFor();
    expect(await page.getByRole("row").count()).toBe(7);
    await page.keyboard.press("/");
    await page.keyboard.type("mentors");
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog", { name: "New intervention" });
    await dialog.waitFor();
    await dialog.getByLabel("Program", { exact: true }).focus();
    await page.keyboard.type("Reading");
    await dialog.getByLabel("Objective").fill("Read aloud without stopping.");
    expect(await dialog.getByLabel("Planned sessions").inputValue()).toBe("54");
    await dialog.getByLabel("Name", { exact: true }).fill("Reading Boost, second group");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Reading Boost, second group" }).waitFor();
    await page.getByRole("button", { name: "Start" }).focus();
    await page.keyboard.press("Enter");
    const question = page.getByRole("dialog", { name: /^Start/ });
    await question.getByRole("button", { name: "Start" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("main").getByText("Active", { exact: true }).waitFor();
    const [stored] = await stage.pool<{ status: string; planned: number }[]>`
      select status, planned_sessions as planned from interventions where name = 'Reading Boost, second group'`;
    expect(stored).toEqual({ status: "active", planned: 54 });
  });

  test("two coordinators see each other, join what they write, and keep one of two where they differ", async () => {
    const mine = await open("reyes@alder.example", `/interventions/${readingBoost}`);
    const theirs = await open("haddad@alder.example", `/interventions/${readingBoost}`);
    await Promise.all([live(mine), live(theirs)]);
    for (const page of [mine, theirs]) await page.getByRole("button", { name: "Edit details" }).click();
    await mine
      .getByRole("dialog")
      .getByText(/Ms Haddad is also changing this/)
      .waitFor();
    await mine.getByLabel("Objective").fill("Read a page aloud, and say what it was about.");
    await mine.getByLabel("Name", { exact: true }).fill("Reading Boost at nine");
    await theirs.getByLabel("Name", { exact: true }).fill("Reading Boost, mornings");
    await theirs.getByRole("button", { name: "Save" }).click();
    const conflict = mine.getByRole("region", { name: /Name/ });
    await conflict.getByText("Reading Boost, mornings").waitFor();
    await conflict.getByText("Reading Boost at nine").waitFor();
    expect(await mine.getByLabel("Objective").inputValue()).toBe("Read a page aloud, and say what it was about.");
    await conflict.getByRole("button", { name: "Keep mine" }).click();
    await mine.getByRole("button", { name: "Save" }).click();
    await theirs.getByRole("heading", { level: 1, name: "Reading Boost at nine" }).waitFor();
    const [stored] = await stage.pool<{ name: string; objective: string }[]>`
      select name, objective from interventions where id = ${readingBoost}`;
    expect(stored).toEqual({
      name: "Reading Boost at nine",
      objective: "Read a page aloud, and say what it was about.",
    });
  });

  test("codes are read with their true lines before anything is saved; a clash is named and left out; another page sees it", async () => {
    const page = await open("reyes@alder.example", `/interventions/${readingBoost}?part=enrolments`);
    const other = await open("haddad@alder.example", `/interventions/${readingBoost}?part=enrolments`);
    await Promise.all([live(page), live(other)]);
    const [free, busy] = await stage.pool<{ code: string }[]>`
      select display_code as code from students where id in (${demoIds.student("alder", 112)}, ${demoIds.student("alder", 14)})
       order by id = ${demoIds.student("alder", 14)}`;
    // A session of Breakfast Club is moved over one of Reading Boost: one of the two is expected there.
    await stage.pool`
      with r as (select start_time, end_time from sessions where intervention_id = ${readingBoost} and start_time > now() + interval '20 hours' order by start_time limit 1),
      moved as (update sessions s set start_time = r.start_time, end_time = r.end_time, location_id = null from r
        where s.id = (select id from sessions where intervention_id = ${demoIds.intervention("alder", "breakfast-club")} and status = 'scheduled' and start_time > now() order by start_time desc limit 1)
        returning s.id, s.start_time, s.end_time)
      update bookings b set during = tstzrange(m.start_time, m.end_time), active = b.resource_kind = 'student'
          and b.resource_id = ${demoIds.student("alder", 14)} from moved m where b.session_id = m.id`;
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "Enrol students" });
    await dialog.getByRole("tab", { name: "CSV file" }).click();
    await dialog
      .getByLabel("CSV file", { exact: true })
      .and(dialog.locator("input"))
      .setInputFiles({
        name: "codes.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(`name;code\r\n"Two\r\nlines";${free?.code}\r\n\r\nx;NOBODY-1\r\ny;${busy?.code}\r\n`),
      });
    await dialog.getByRole("row", { name: /5 No student has the code .NOBODY-1/ }).waitFor();
    await dialog.getByRole("row", { name: new RegExp(`2 .*${free?.code}`) }).waitFor();
    const counted = () =>
      stage.pool`select 1 from enrollments where intervention_id = ${readingBoost} and status = 'active'`;
    expect(await counted()).toHaveLength(8);
    await dialog.getByRole("button", { name: "Enrol 2 students" }).click();
    await dialog.getByText(/Breakfast Club, /).waitFor();
    await dialog.getByRole("button", { name: "Enrol without these sessions" }).click();
    await dialog.waitFor({ state: "detached" });
    await other.getByText("10 of 12 places taken").waitFor();
    await other.getByRole("row", { name: new RegExp(busy?.code ?? "") }).waitFor();
    const rows = await stage.pool<{ expectation: string; n: number }[]>`
      select expectation, count(*)::int as n from attendance_records a join enrollments e on e.id = a.enrollment_id
       where e.intervention_id = ${readingBoost} and e.student_id = ${demoIds.student("alder", 14)} group by 1 order by 1`;
    expect(rows.map(({ expectation }) => expectation)).toEqual(["expected", "not_expected"]);
  });

  test("a place that is freed is offered to whoever waits first", async () => {
    const page = await open("lindqvist@alder.example", `/interventions/${mentors}?part=enrolments`);
    await page.getByRole("heading", { name: "Waiting list" }).waitFor();
    expect(await page.getByText("A place is free").count()).toBe(0);
    await page.getByRole("button", { name: /^End…/ }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "End the enrolment" }).click();
    await dialog.getByText("Say why, in a few words.").waitFor();
    await dialog.getByLabel("Reason").fill("Changed schools.");
    await dialog.getByRole("button", { name: "End the enrolment" }).click();
    const first = page.getByRole("listitem").filter({ hasText: "A place is free" });
    await first.getByRole("button", { name: /^Enrol/ }).click();
    await page.getByText("Enrolled from the waiting list.").waitFor();
    await page.getByText("10 of 10 places taken").waitFor();
    expect(await page.getByRole("listitem").filter({ hasText: "Take off" }).count()).toBe(1);
  });

  test("a facilitator sees what is theirs and changes nothing", async () => {
    const page = await open("okafor@alder.example", "/interventions");
    await page.getByRole("row", { name: /Social Skills/ }).waitFor();
    expect(await page.getByRole("row", { name: /Maths Fluency|Attendance Mentors/ }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "New intervention" }).count()).toBe(0);
    await page.goto(`${stage.world.url}/interventions/${mentors}`);
    await page
      .getByRole("heading", { name: "This intervention does not exist, or you have no access to it." })
      .waitFor();
  });

  test("axe finds nothing and nothing is wider than a phone, light and dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await stage.deviceOf("reyes@alder.example", { ...phone, colorScheme });
      const page = await context.newPage();
      for (const [path, shown] of [
        ["/interventions", "[data-row]"],
        [`/interventions/${mentors}`, "table:visible, dl:visible"],
        [`/interventions/${mentors}?part=enrolments`, "li:has(button:has-text('End…'))"],
        ["/programs", "[data-row]"],
      ] as const) {
        await page.goto(`${stage.world.url}${path}`);
        await page.locator(shown).first().waitFor();
        expect({ path, found: await axeViolations(page) }).toEqual({ path, found: [] });
        expect({ path, width: await page.evaluate(() => document.documentElement.scrollWidth) }).toEqual({
          path,
          width: 360,
        });
      }
    }
  });
});
