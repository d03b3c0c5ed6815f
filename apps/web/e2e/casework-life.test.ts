import { randomUUID } from "node:crypto";

import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo school are the seed's own
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { faultsOf } from "./audit.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser } from "./browser.ts";
import {
  entries,
  fill,
  openCaseworkStage,
  park,
  pick,
  record,
  recorder,
  reyes,
  soon,
  update,
} from "./casework-stage.ts";
import { isInstalled } from "./person-stage.ts";

const haddad = "haddad@alder.example";

describe.skipIf(isWithoutBrowser)("the life of a case, by several people", () => {
  const { stage, open, caseOf, clientOf, freeStudents } = openCaseworkStage();

  /** A case of Ms Park's own for this test alone. */
  const freshCase = async () => {
    const client = await clientOf(park);
    const [student] = await freeStudents(park, "other");
    if (student === undefined) throw new Error("The demo has too few students without a case.");
    const { caseId, entryId } = await client.casework.recordMeeting.mutate({
      mutationId: crypto.randomUUID(),
      studentId: student.studentId,
      meetingDate: (await client.today.read.query({ scope: "mine" })).day,
      absenceReason: "Missed the bus twice.",
      rootCause: "other",
      interventionNotes: "Tired, and glad to be asked.",
      actionPlan: "A place in the breakfast club.",
      followUpDate: null,
      urgency: "low",
      ifActive: "refuse",
    });
    return { client, student, caseId, entryId: entryId ?? "" };
  };

  test("a status that somebody else has moved meanwhile: both are shown, typed words stay, and one is kept", async () => {
    const { caseId, client } = await freshCase();
    const page = await open(park, `/cases/${caseId}`);
    await update(page).getByLabel("What happened since?").fill("On time all week.");
    await update(page).getByRole("radio", { name: "Improving", exact: true }).check({ force: true });
    const colleague = await clientOf(haddad);
    await colleague.casework.changeStatus.mutate({
      mutationId: crypto.randomUUID(),
      caseId,
      version: 1,
      status: "not_improving",
    });
    const card = update(page).getByText("The status", { exact: false }).first();
    await card.waitFor();
    await update(page).getByRole("button", { name: "Keep theirs" }).waitFor();
    expect(await update(page).getByRole("button", { name: "Add update" }).isDisabled()).toBe(true);
    expect(await update(page).getByLabel("What happened since?").inputValue()).toBe("On time all week.");
    await update(page)
      .getByRole("button", { name: /^Keep (mine|yours)/ })
      .click();
    await update(page).getByRole("button", { name: "Add update" }).click();
    await page.getByText("Not improving → Improving").waitFor();
    const { case: row } = await client.casework.one.query({ caseId });
    expect(row.status).toBe("improving");
  });

  test("struck through with a reason: it stays to be read, with who and why, for everyone", async () => {
    const { caseId } = await freshCase();
    const mine = await open(park, `/cases/${caseId}`);
    const theirs = await open(haddad, `/cases/${caseId}`);
    await entries(theirs).first().waitFor();
    await mine.getByRole("button", { name: "Delete" }).click();
    const dialog = mine.getByRole("dialog", { name: "Delete this entry?" });
    await dialog.getByRole("button", { name: "Delete" }).click();
    await dialog.getByText("Say why, in a few words.").waitFor();
    await dialog.getByLabel("Reason").fill("It was another student.");
    await dialog.getByRole("button", { name: "Delete" }).click();
    for (const page of [mine, theirs]) {
      await page.getByText(/^Deleted by Ms Park, .*: It was another student\.$/).waitFor();
      expect(await page.locator("del").first().innerText()).toContain("Missed the bus twice.");
      expect(await page.getByRole("button", { name: "Delete" }).count()).toBe(0);
    }
    expect(await faultsOf(mine)).toEqual([]);
  });

  test("restricted words are the case team's: outside of it they are not in the page at all, until one is added", async () => {
    const { caseId, student } = await freshCase();
    const secret = "Told in confidence: nobody is at home at night.";
    const mine = await open(park, `/cases/${caseId}`);
    await update(mine).getByLabel("What happened since?").fill(secret);
    await update(mine).getByLabel("Restricted to the case team").check({ force: true });
    await update(mine).getByRole("button", { name: "Add update" }).click();
    await mine.getByText(secret).waitFor();
    const device = await stage.deviceOf(haddad, desktop);
    const sent: string[] = [];
    const theirs = await device.newPage();
    theirs.on("response", async (response) => {
      if (response.url().includes("/trpc/")) sent.push(await response.text().catch(() => ""));
    });
    await theirs.goto(`${stage.world.url}/cases/${caseId}`);
    await entries(theirs).first().waitFor();
    await theirs.goto(`${stage.world.url}/students/${student.studentId}`);
    await theirs.getByRole("region", { name: "Cases" }).getByRole("listitem").first().waitFor();
    expect(await theirs.content()).not.toContain(secret);
    await theirs.goto(`${stage.world.url}/cases/${caseId}`);
    await entries(theirs).first().waitFor();
    expect(await theirs.content()).not.toContain(secret);
    expect(sent.some((text) => text.includes("Missed the bus twice."))).toBe(true);
    expect(sent.join("")).not.toContain("in confidence");
    // On the team they are read; off it again they are gone from the open page.
    const team = mine.getByRole("region", { name: "Case team" });
    await team.getByLabel("Add to the team").selectOption({ label: "Ms Haddad" });
    await theirs.getByText(secret).waitFor();
    await team.getByRole("button", { name: "Take Ms Haddad off the team" }).click();
    await expect.poll(() => theirs.getByText(secret).count(), soon).toBe(0);
  });

  test("taken back within two minutes there is no trace of it; afterwards there is no such button", async () => {
    const { caseId, client } = await freshCase();
    const page = await open(park, `/cases/${caseId}`);
    await update(page).getByLabel("What happened since?").fill("A slip of the pen.");
    await update(page).getByRole("button", { name: "Add update" }).click();
    await expect.poll(() => entries(page).count(), soon).toBe(2);
    await entries(page).first().getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => entries(page).count(), soon).toBe(1);
    expect((await client.casework.one.query({ caseId })).entries).toHaveLength(1);
    await stage.pool`update case_entries set created_at = created_at - interval '3 minutes' where case_id = ${caseId}`;
    await page.reload();
    await entries(page).first().waitFor();
    await update(page).waitFor();
    expect(await entries(page).first().getByRole("button", { name: "Undo" }).count()).toBe(0);
  });

  test("printed, a case is its words: no forms, no buttons, within the paper", async () => {
    const one = await caseOf(park, "improving");
    const page = await open(park, `/cases/${one.id}`);
    await entries(page).first().waitFor();
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 794, height: 1123 });
    const seen = await page
      .getByRole("button")
      .evaluateAll((all) => all.filter((button) => button.checkVisibility()).map((button) => button.textContent));
    expect(seen).toEqual([]);
    expect(await update(page).isVisible()).toBe(false);
    const fields = page.locator("main :is(input:not([type=checkbox]), select, textarea)");
    expect(await fields.evaluateAll((all) => all.filter((field) => field.checkVisibility()).length)).toBe(0);
    const words = await page.locator("main").innerText();
    for (const part of ["What happened", "Case team", "Follow-up"]) expect(words).toContain(part);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(794);
    const paper = await page.pdf({ format: "A4" });
    expect(paper.length).toBeGreaterThan(5_000);
  });

  test("printed, a case bears school, author and day, and restricted words only when asked for", async () => {
    const { caseId, client } = await freshCase();
    const { studentId, rootCause } = (await client.casework.one.query({ caseId })).case;
    await client.casework.recordMeeting.mutate({
      mutationId: randomUUID(),
      studentId,
      rootCause,
      meetingDate: (await client.casework.one.query({ caseId })).today,
      absenceReason: "Said in confidence.",
      interventionNotes: "For the team.",
      actionPlan: "A quiet room.",
      isRestricted: true,
      ifActive: "join",
    });
    const page = await open(park, `/cases/${caseId}`);
    await page.getByText("Said in confidence.").waitFor();
    const onPaper = async (): Promise<string> => {
      await page.emulateMedia({ media: "print" });
      const words = await page.locator("main").innerText();
      await page.emulateMedia({ media: "screen" });
      return words;
    };
    const plain = await onPaper();
    expect(plain).toMatch(/Alder Street School\. Printed by Ms Park, .+\d/);
    for (const words of ["Said in confidence.", "A quiet room."]) expect(plain).not.toContain(words);
    await page.getByText("Print restricted words").click();
    const whole = await onPaper();
    for (const words of ["Said in confidence.", "A quiet room."]) expect(whole).toContain(words);
  });

  test("an update written without a network is kept, and added once when it is back", async () => {
    const { caseId, client } = await freshCase();
    const page = await open(park, `/cases/${caseId}`);
    await update(page).getByLabel("What happened since?").fill("Written on the bus.");
    await isInstalled(page);
    await page.context().setOffline(true);
    await update(page).getByRole("button", { name: "Add update" }).click();
    await page.getByText("Kept on this device. It is added as soon as Handrail can be reached.").first().waitFor();
    expect((await client.casework.one.query({ caseId })).entries).toHaveLength(1);
    await page.context().setOffline(false);
    await expect.poll(() => entries(page).count(), soon).toBe(2);
    const words = (await client.casework.one.query({ caseId })).entries.map(({ updateText }) => updateText);
    expect(words).toEqual([null, "Written on the bus."]);
  });

  test("two who write about the same student know of each other while they do", async () => {
    const [student] = await freeStudents(park, "other");
    const [mine, theirs] = [await open(park, "/account"), await open(haddad, "/cases")];
    for (const page of [mine, theirs]) {
      await page.getByText("Live", { exact: true }).waitFor();
      await page.keyboard.press("c");
      await page.keyboard.press("m");
      await pick(page, student?.displayCode ?? "");
    }
    await recorder(mine).getByText("Ms Haddad is also writing about this student.").waitFor();
    await recorder(theirs).getByText("Ms Park is also writing about this student.").waitFor();
    expect(await axeViolations(mine)).toEqual([]);
    await recorder(theirs).getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => recorder(mine).getByText("is also writing").count(), soon).toBe(0);
  });

  test("support that is agreed on begins with it; where all places are taken, the waiting list is offered", async () => {
    const interventionId = demoIds.intervention("alder", "reading-boost");
    const [place] = await stage.pool<{ capacity: number | null; name: string }[]>`
      select capacity, name from interventions where id = ${interventionId}`;
    const students = await freeStudents(reyes);
    const page = await open(reyes, "/cases");
    const recordFor = async (code: string): Promise<void> => {
      await page.keyboard.press("c");
      await page.keyboard.press("m");
      await pick(page, code);
      await fill(page, `Stays away on days with reading, ${code}.`, "Academic");
      await record(page).click();
    };
    const recap = page.getByRole("dialog", { name: "Meeting recorded" });
    const agreeOn = async (): Promise<void> => {
      await recap.getByRole("button", { name: "Add an agreed action" }).click();
      await recap.getByLabel("Add support").selectOption({ label: place?.name ?? "" });
      await recap.getByRole("button", { name: "Agree", exact: true }).click();
    };
    const enrolments = async (studentId: string | undefined) => {
      const [row] = await stage.pool<{ enrolled: number; waiting: number; open: number }[]>`
        select (select count(*)::int from enrollments where intervention_id = ${interventionId} and student_id = ${studentId ?? null} and status = 'active') as enrolled,
          (select count(*)::int from waiting_list where intervention_id = ${interventionId} and student_id = ${studentId ?? null} and status = 'waiting') as waiting,
          (select count(*)::int from case_actions where intervention_id = ${interventionId} and student_id = ${studentId ?? null} and done_at is null) as open`;
      return row;
    };

    await stage.pool`update interventions set capacity = null where id = ${interventionId}`;
    await recordFor(students[0]?.displayCode ?? "");
    await agreeOn();
    const enrolled = { enrolled: 1, waiting: 0, open: 0 };
    await expect.poll(() => enrolments(students[0]?.studentId), soon).toEqual(enrolled);
    await recap.getByRole("button", { name: "Done" }).click();

    await stage.pool`
      update interventions i set capacity = (select count(*) from enrollments e where e.intervention_id = i.id and e.status = 'active')
       where id = ${interventionId}`;
    await recordFor(students[1]?.displayCode ?? "");
    await agreeOn();
    await recap.getByText("All places are taken.").waitFor();
    expect(await enrolments(students[1]?.studentId)).toEqual({ enrolled: 0, waiting: 0, open: 0 });
    expect(await axeViolations(page)).toEqual([]);
    await recap.getByRole("button", { name: "Put on the waiting list" }).click();
    await expect.poll(() => enrolments(students[1]?.studentId), soon).toEqual({ enrolled: 0, waiting: 1, open: 1 });

    // A place has come free: the agreement is still there to be kept.
    await stage.pool`update interventions set capacity = capacity + 1 where id = ${interventionId}`;
    await recap.getByRole("link", { name: "Open the case" }).click();
    await page.getByRole("button", { name: `Enrol: ${place?.name}` }).click();
    await expect.poll(() => enrolments(students[1]?.studentId), soon).toEqual(enrolled);
    await page.getByRole("region", { name: "What was agreed" }).getByText("Done, Mr Reyes").waitFor();
  });
});
