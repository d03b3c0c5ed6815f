import { addDays } from "@handrail/domain/kernel/time";
import { describe, expect, test } from "vitest";

import { isWithoutBrowser } from "./browser.ts";
import {
  causeWord,
  chooseUrgency,
  entries,
  fill,
  openCaseworkStage,
  park,
  pick,
  record,
  recorder,
  reyes,
  rows,
  soon,
  update,
} from "./casework-stage.ts";

const said = "She says the mornings are hard since her father works nights.";

/** What has to work before casework is handed to a school, in the order in which it is gone through. */
describe.skipIf(isWithoutBrowser)("casework, gone through by its checklist", () => {
  const { stage, open, casesOf, caseOf, clientOf, freeStudents } = openCaseworkStage();

  test("1. create an intervention meeting", async () => {
    const client = await clientOf(park);
    const [student] = await freeStudents(park);
    const before = (await client.casework.stats.query({ scope: "mine" })).meetings;
    const page = await open(park, "/cases");
    await page.getByRole("button", { name: "Record meeting" }).first().click();
    await record(page).click();
    // Everything that is missing is named, and the first of it has the focus.
    await recorder(page).getByText("5 things to put right.").waitFor();
    const first = recorder(page).getByRole("combobox", { name: "Student" });
    await expect.poll(() => first.evaluate((one) => one === document.activeElement), soon).toBe(true);
    await pick(page, student?.displayCode ?? "");
    await fill(page, said, "Academic");
    await recorder(page).getByLabel("Date of the meeting").fill("2026-01-05");
    await record(page).click();
    const recap = page.getByRole("dialog", { name: "Meeting recorded" });
    await recap.getByText("A new case was opened with this meeting.").waitFor();
    await recap.getByRole("link", { name: "Open the case" }).click();
    await page.getByRole("heading", { level: 1, name: "Academic case" }).waitFor();
    await page.getByText(said).waitFor();
    expect((await client.casework.stats.query({ scope: "mine" })).meetings).toBe(before + 1);
  });

  test("2. view the list of meetings", async () => {
    const page = await open(reyes, "/cases");
    const { cases: all } = await (
      await clientOf(reyes)
    ).casework.list.query({ scope: "all", status: "active", sort: "attention", limit: 100 });
    await expect.poll(() => rows(page).count(), soon).toBe(all.length);
    // Those that need attention first, each with its cause, status and urgency in words.
    const shown = await rows(page).evaluateAll((found) =>
      found.map((row) => row.querySelector("[data-case]")?.getAttribute("data-case")),
    );
    expect(shown).toEqual(all.map(({ id }) => id));
    const [first] = all;
    const words = await rows(page).first().innerText();
    expect(words).toContain(causeWord(first?.rootCause ?? ""));
    const numbers = await (await clientOf(reyes)).casework.stats.query({ scope: "all" });
    for (const [label, count] of [
      ["Meetings recorded", numbers.meetings],
      ["Active cases", numbers.active],
      ["High urgency", numbers.highUrgency],
      ["Overdue follow-ups", numbers.overdue],
    ] as const)
      await expect
        .poll(() => page.locator("dl > div", { hasText: label }).locator("dd").innerText(), soon)
        .toBe(`${count}`);
  });

  test("3. filter by status", async () => {
    const all = await casesOf(reyes);
    const page = await open(reyes, "/cases");
    for (const status of ["monitoring", "improving", "escalated"] as const) {
      await page.getByLabel("Status").selectOption(status);
      await expect.poll(() => rows(page).count(), soon).toBe(all.filter((one) => one.status === status).length);
      expect(page.url()).toContain(`status=${status}`);
    }
    await page.getByLabel("Status").selectOption("closed");
    const { cases: closed } = await (await clientOf(reyes)).casework.list.query({ status: "closed", limit: 100 });
    expect(closed.length).toBeGreaterThan(0);
    await expect.poll(() => rows(page).count(), soon).toBe(closed.length);
  });

  test("4. filter by urgency", async () => {
    const all = await casesOf(reyes);
    const page = await open(reyes, "/cases");
    for (const urgency of ["low", "medium", "high"] as const) {
      await page.getByLabel("Urgency").selectOption(urgency);
      await expect.poll(() => rows(page).count(), soon).toBe(all.filter((one) => one.urgency === urgency).length);
    }
    // Together with a status both count.
    await page.getByLabel("Status").selectOption("monitoring");
    const both = all.filter(({ status, urgency }) => status === "monitoring" && urgency === "high");
    await expect.poll(() => rows(page).count(), soon).toBe(both.length);
  });

  test("5. add a progress update", async () => {
    const one = await caseOf(park, "monitoring");
    const page = await open(park, `/cases/${one.id}`);
    await update(page).waitFor();
    const before = await entries(page).count();
    await update(page).getByLabel("What happened since?").fill("On time three days of five.");
    await update(page).getByRole("button", { name: "Add update" }).click();
    await expect.poll(() => entries(page).count(), soon).toBe(before + 1);
    // In the order of time, with its author and its moment.
    const words = await entries(page).first().innerText();
    expect(words).toContain("On time three days of five.");
    expect(words).toContain("Ms Park");
    const at = await entries(page).first().locator("time").getAttribute("datetime");
    expect(Math.abs(Date.now() - Date.parse(at ?? ""))).toBeLessThan(5 * 60_000);
    expect(await update(page).getByLabel("What happened since?").inputValue()).toBe("");
  });

  test("6. update the status of a meeting", async () => {
    const one = await caseOf(reyes, "open");
    const page = await open(reyes, `/cases/${one.id}`);
    await update(page).getByLabel("What happened since?").fill("Came every day this week.");
    await update(page).getByRole("radio", { name: "Improving", exact: true }).check({ force: true });
    await update(page).getByRole("button", { name: "Add update" }).click();
    await page.getByText("Open → Improving").waitFor();
    await expect
      .poll(async () => (await casesOf(reyes)).find(({ id }) => id === one.id)?.status, soon)
      .toBe("improving");
  });

  test("7. view a student's history", async () => {
    const { students } = await (await clientOf(park)).casework.recurring.query({ scope: "mine" });
    const student = students.find(({ cases }) => cases > 1);
    const history = await (
      await clientOf(park)
    ).casework.ofStudent.query({ studentId: student?.studentId ?? ("" as never) });
    const page = await open(park, `/students/${student?.studentId}`);
    const listed = page.getByRole("region", { name: "Cases" }).getByRole("listitem");
    await expect.poll(() => listed.count(), soon).toBe(history.cases.length);
    await page.getByRole("link", { name: "All in the list" }).click();
    await expect.poll(() => rows(page).count(), soon).toBe(history.cases.length);
    // Closed ones are part of it, and each tells all of its meetings and updates.
    const [first] = history.cases;
    await page.goto(`${stage.world.url}/cases/${first?.id}`);
    await expect
      .poll(() => entries(page).count(), soon)
      .toBe(history.entries.filter(({ caseId }) => caseId === first?.id).length);
  });

  test("8. check the detection of recurring absence", async () => {
    const page = await open(reyes, "/cases");
    const banner = page.getByRole("region", { name: "Recurring absence" });
    await banner.waitFor();
    const client = await clientOf(reyes);
    const found = (await client.casework.recurring.query({ scope: "all" })).students.filter(({ active }) => active > 0);
    await banner.getByText(new RegExp(`^${found.length} students? comes? back`)).waitFor();
    await banner.getByRole("link").first().click();
    await expect.poll(() => page.url(), soon).toContain(`student=${found[0]?.studentId}`);
    await expect.poll(() => rows(page).count(), soon).toBe(found[0]?.cases);
    await page.getByRole("button", { name: "Put away until something new happens" }).click();
    await page.reload();
    await rows(page).first().waitFor();
    expect(await banner.count()).toBe(0);
    // A second meeting makes a student one who comes back.
    const [fresh] = await freeStudents(park);
    const studentId = fresh?.studentId ?? ("" as never);
    const own = await clientOf(park);
    const isRecurring = async () => (await own.casework.ofStudent.query({ studentId })).isRecurring;
    const today = (await own.today.read.query({ scope: "mine" })).day;
    for (const expected of [false, true]) {
      await own.casework.recordMeeting.mutate({
        mutationId: crypto.randomUUID(),
        studentId,
        meetingDate: today,
        absenceReason: "Overslept.",
        rootCause: "other",
        interventionNotes: "Tired.",
        actionPlan: "An alarm clock.",
        followUpDate: null,
        urgency: "low",
        ifActive: "join",
      });
      expect(await isRecurring()).toBe(expected);
    }
    const mine = (await own.casework.recurring.query({ scope: "mine" })).students.filter(({ active }) => active > 0);
    expect(mine.map((one) => one.studentId)).toContain(studentId);
    const theirs = await open(park, "/cases");
    const told = theirs.getByRole("region", { name: "Recurring absence" });
    await told.getByText(new RegExp(`^${mine.length} students? comes? back`)).waitFor();
  });

  test("9. verify that duplicates are prevented", async () => {
    const one = await caseOf(park, "monitoring");
    const client = await clientOf(park);
    const { day } = await client.today.read.query({ scope: "mine" });
    const followUpDate = addDays(day, 16);
    const change = { mutationId: crypto.randomUUID(), caseId: one.id, version: one.version };
    await client.casework.changeCase.mutate({ ...change, urgency: "high", followUpDate });
    const page = await open(park, `/cases/${one.id}`);
    await page.getByRole("button", { name: "Record meeting" }).click();
    // From a case the student stands, and its cause and values are there to begin with.
    expect(await recorder(page).getByRole("button", { name: "Change", exact: true }).count()).toBe(0);
    expect(
      await recorder(page)
        .getByRole("radio", { name: causeWord(one.rootCause) })
        .isChecked(),
    ).toBe(true);
    await fill(page, `${said} Again.`, causeWord(one.rootCause));
    await recorder(page)
      .getByText(`This will be added to it as meeting ${one.meetings + 1}.`)
      .waitFor();
    await chooseUrgency(page, "Medium");
    await recorder(page).getByText("Urgency: High → Medium").waitFor();
    await chooseUrgency(page, "High");
    await expect.poll(() => recorder(page).getByText("changes the case").count(), soon).toBe(0);
    await page.keyboard.press("Control+Enter");
    await page.getByText(`Added to the active case as meeting ${one.meetings + 1}.`).waitFor();
    await page.getByRole("dialog", { name: "Meeting recorded" }).getByRole("button", { name: "Done" }).click();
    await page.getByText(`${said} Again.`).waitFor();
    const [held] = await stage.pool<{ active: number }[]>`
      select count(*)::int as active from cases
       where student_id = ${one.studentId} and root_cause = ${one.rootCause} and status <> 'closed' and deleted_at is null`;
    expect(held).toEqual({ active: 1 });
    expect((await client.casework.one.query({ caseId: one.id })).case).toMatchObject({ urgency: "high", followUpDate });
    // A colleague's case is no place to write in: that there is one is said, and nothing is kept.
    const [theirs] = await freeStudents(park);
    const studentId = theirs?.studentId ?? ("" as never);
    const colleague = await clientOf(reyes);
    const today = (await colleague.today.read.query({ scope: "mine" })).day;
    await colleague.casework.recordMeeting.mutate({
      mutationId: crypto.randomUUID(),
      studentId,
      meetingDate: today,
      absenceReason: "Overslept.",
      rootCause: "health",
      interventionNotes: "Tired.",
      actionPlan: "An alarm clock.",
      followUpDate: null,
      urgency: "low",
      ifActive: "join",
    });
    await page.goto(`${stage.world.url}/cases`);
    await page.getByRole("button", { name: "Record meeting" }).first().click();
    await pick(page, theirs?.displayCode ?? "");
    await fill(page, `${said} Elsewhere.`, "Health");
    await recorder(page).getByText("Mr Reyes").first().waitFor();
    await record(page).click();
    await recorder(page)
      .getByText(/^A colleague has an active case of this student and cause/)
      .first()
      .waitFor();
    const [kept] = await stage.pool<{ n: number }[]>`
      select count(*)::int as n from case_entries where absence_reason = ${`${said} Elsewhere.`}`;
    expect(kept).toEqual({ n: 0 });
  });

  test("10. test that impossible moves of the status are refused", async () => {
    const one = await caseOf(reyes, "not_improving");
    const page = await open(reyes, `/cases/${one.id}`);
    const form = update(page);
    await form.waitFor();
    await page.keyboard.press("u");
    await page.keyboard.type("Done here.");
    expect(await form.getByRole("radio", { name: "Open", exact: true }).isDisabled()).toBe(true);
    await form.getByText("Open: A case cannot go back to Open once it has been worked on.").waitFor();
    await form.getByRole("radio", { name: "Closed" }).check({ force: true });
    await form.getByRole("button", { name: "Close the case" }).click();
    await form.getByText("Closing needs resolution notes: say what was resolved.").waitFor();
    await form.getByLabel("Resolution notes").fill("Six weeks without an absence.");
    await form.getByRole("button", { name: "Close the case" }).click();
    await page.getByRole("region", { name: "Why it was closed" }).getByText("Six weeks without an absence.").waitFor();
    // Closed cases stay closed: there is nothing to press, and the way on is a case of its own.
    expect(await form.count()).toBe(0);
    expect(await page.getByRole("button", { name: "Escalate" }).count()).toBe(0);
    await page.getByRole("button", { name: "Open a follow-on case" }).waitFor();
  });

  test("11. confirm the validation of the follow-up date", async () => {
    const [student] = await freeStudents(park);
    const page = await open(park, "/cases");
    await page.getByRole("button", { name: "Record meeting" }).first().click();
    await pick(page, student?.displayCode ?? "");
    await fill(page, `${said} Follow-up.`, "Financial");
    const field = recorder(page).getByRole("textbox", { name: /^Follow-up/ });
    const { day: today } = await (await clientOf(park)).today.read.query({ scope: "mine" });
    for (const [typed, words] of [
      ["2020-01-01", /^Follow-up must be after today/],
      [today, /^Follow-up must be after today/],
      ["soonish", /^Write a day after today: 2w, fri, \d+ [a-z]{3}\.$/],
    ] as const) {
      await field.fill(typed);
      await field.blur();
      await recorder(page).getByText(words).first().waitFor();
      await record(page).click();
      await recorder(page).getByText("One thing to put right.").waitFor();
    }
    await recorder(page).getByLabel("Date of the meeting").fill("2099-01-01");
    await recorder(page).getByLabel("Date of the meeting").blur();
    await recorder(page)
      .getByText(/^A meeting cannot be in the future/)
      .first()
      .waitFor();
    await recorder(page).getByLabel("Date of the meeting").fill(today);
    await field.fill("1w");
    await record(page).click();
    await page.getByRole("dialog", { name: "Meeting recorded" }).waitFor();
    const [row] = await stage.pool<{ days: number }[]>`
      select follow_up_date - ${today}::date as days from case_entries where absence_reason = ${`${said} Follow-up.`}`;
    expect(row).toEqual({ days: 7 });
  });

  test("12. test the indicator of overdue follow-ups", async () => {
    const late = (await casesOf(reyes)).filter(({ overdueDays }) => overdueDays !== null);
    expect(late.length).toBeGreaterThan(0);
    const page = await open(reyes, "/cases");
    await page.getByRole("button", { name: "Overdue follow-ups" }).click();
    await expect.poll(() => rows(page).count(), soon).toBe(late.length);
    expect(page.url()).toContain("due=overdue");
    // In words and with a sign, not by colour alone.
    const words = await rows(page).allInnerTexts();
    expect(words.every((text) => /Follow-up \d+ days? overdue/.test(text))).toBe(true);
    const [first] = late;
    await page.goto(`${stage.world.url}/cases/${first?.id}`);
    const days = first?.overdueDays ?? 0;
    await page
      .getByText(`Follow-up ${days} ${days === 1 ? "day" : "days"} overdue`)
      .first()
      .waitFor();
  });

  test("13. verify the restrictions of permissions", async () => {
    const page = await open(park, "/cases?status=all");
    await rows(page).first().waitFor();
    const own = await casesOf(park);
    const foreign = (await casesOf(reyes)).find(({ id }) => own.every((one) => one.id !== id));
    // Their own, with no way to ask for others.
    expect(await page.getByLabel("Whose").count()).toBe(0);
    expect(await page.locator(`[data-case="${foreign?.id}"]`).count()).toBe(0);
    await page.goto(`${stage.world.url}/cases/${foreign?.id}`);
    await page.getByRole("heading", { name: "This case does not exist, or you have no access to it." }).waitFor();
    // An administrator reads and changes every case.
    const admin = await open("haddad@alder.example", `/cases/${foreign?.id}`);
    await update(admin).waitFor();
    await admin.getByRole("button", { name: "Escalate" }).waitFor();
    const facilitator = await open("ito@alder.example", "/cases");
    await facilitator.getByText("You can't open Cases").waitFor();
  });
});
