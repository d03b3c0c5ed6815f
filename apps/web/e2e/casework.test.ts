import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { openStage } from "./stage.ts";

const said = "She says the mornings are hard since her father works nights.";

describe.skipIf(isWithoutBrowser)("casework in a browser", () => {
  const stage = openStage();

  const open = async (email: string, path: string, options: Parameters<typeof stage.deviceOf>[1] = desktop) => {
    const device = await stage.deviceOf(email, options);
    const page = await device.newPage();
    await page.goto(`${stage.world.url}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    return page;
  };
  const rows = (page: Page) => page.getByRole("table", { name: "Cases" }).locator("tbody tr");
  const recorder = (page: Page) => page.getByRole("dialog", { name: "Record meeting" });
  const casesOf = async (email: string) => {
    const { client } = await stage.world.signIn(email);
    return (await client.casework.list.query({ scope: "all", status: "active", limit: 100 })).cases;
  };
  const caseOf = async (email: string, status: string) => {
    const found = (await casesOf(email)).find((one) => one.status === status);
    if (found === undefined) throw new Error(`The demo has no such case: ${status}.`);
    return found;
  };
  const fill = async (page: Page, words: string, cause: string): Promise<void> => {
    await recorder(page).getByLabel("What did the student say?").fill(words);
    await recorder(page).getByRole("radio", { name: cause }).check({ force: true });
    await recorder(page).getByLabel("What you noticed").fill("Tired, and glad to be asked.");
    await recorder(page).getByLabel("Plan", { exact: true }).fill("A later start on Mondays.");
  };
  const pick = async (page: Page, code: string): Promise<void> => {
    await recorder(page).getByRole("combobox", { name: "Student" }).fill(code);
    await recorder(page).getByRole("option").first().waitFor();
    await recorder(page).getByRole("combobox", { name: "Student" }).press("Enter");
  };

  test("a meeting is recorded, its follow-up and date are held to the rules, and it opens a case", async () => {
    const page = await open("park@alder.example", "/cases");
    const taken = new Set((await casesOf("park@alder.example")).map(({ studentId }) => studentId));
    const { client } = await stage.world.signIn("park@alder.example");
    const free = (await client.casework.students.query()).find(({ studentId }) => !taken.has(studentId));
    await page.getByRole("button", { name: "Record meeting" }).first().click();
    await recorder(page)
      .getByRole("button", { name: /^Record/ })
      .click();
    // Everything that is missing is named, and the first of it has the focus.
    await recorder(page).getByText("5 things to put right.").waitFor();
    await expect
      .poll(() =>
        recorder(page)
          .getByRole("combobox", { name: "Student" })
          .evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
    await pick(page, free?.displayCode ?? "");
    await fill(page, said, "Academic");
    await recorder(page)
      .getByRole("textbox", { name: /^Follow-up/ })
      .fill("2020-01-01");
    await recorder(page)
      .getByRole("textbox", { name: /^Follow-up/ })
      .blur();
    await recorder(page)
      .getByText(/^Follow-up must be after today/)
      .first()
      .waitFor();
    await recorder(page)
      .getByRole("textbox", { name: /^Follow-up/ })
      .fill("1w");
    await recorder(page).getByLabel("Date of the meeting").fill("2099-01-01");
    await recorder(page).getByLabel("Date of the meeting").blur();
    await recorder(page)
      .getByText(/^A meeting cannot be in the future/)
      .first()
      .waitFor();
    await recorder(page).getByLabel("Date of the meeting").fill("2026-01-05");
    const meetings = (await client.casework.stats.query({ scope: "mine" })).meetings;
    await recorder(page)
      .getByRole("button", { name: /^Record/ })
      .click();
    const recap = page.getByRole("dialog", { name: "Meeting recorded" });
    await recap.getByText("A new case was opened with this meeting.").waitFor();
    await recap.getByRole("button", { name: "Agree on something" }).click();
    await recap.getByLabel(/ gets$/).fill("a call home");
    await recap.getByRole("button", { name: "Agree", exact: true }).click();
    await recap
      .getByText(/ gets a call home from Ms Park\.$/)
      .first()
      .waitFor();
    await recap.getByRole("link", { name: "Open the case" }).click();
    await page.getByRole("heading", { level: 1, name: "Academic case" }).waitFor();
    await page.getByText(said).waitFor();
    expect((await client.casework.stats.query({ scope: "mine" })).meetings).toBe(meetings + 1);
  });

  test("a second meeting of the same cause is announced, and joins the case that is there", async () => {
    const one = await caseOf("park@alder.example", "monitoring");
    const page = await open("park@alder.example", `/cases/${one.id}`);
    await page.getByRole("button", { name: "Record meeting" }).click();
    const { causes } = await import("../src/features/casework/words.ts");
    const cause = causes.find(({ value }) => value === one.rootCause)?.label ?? "";
    await fill(page, `${said} Again.`, cause);
    await recorder(page)
      .getByText(`This will be added to it as meeting ${one.meetings + 1}.`)
      .waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(`Added to the active case as meeting ${one.meetings + 1}.`).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText(`${said} Again.`).waitFor();
    expect(
      (await casesOf("park@alder.example")).filter(
        ({ studentId, rootCause }) => studentId === one.studentId && rootCause === one.rootCause,
      ),
    ).toHaveLength(1);
  });

  test("the list: status, urgency and overdue narrow it, in words and by the address", async () => {
    const page = await open("reyes@alder.example", "/cases");
    await rows(page).first().waitFor();
    const all = await casesOf("reyes@alder.example");
    await expect.poll(() => rows(page).count()).toBe(all.length);
    await page.getByLabel("Status").selectOption("monitoring");
    await expect.poll(() => rows(page).count()).toBe(all.filter(({ status }) => status === "monitoring").length);
    await page.getByLabel("Urgency").selectOption("high");
    await expect
      .poll(() => rows(page).count())
      .toBe(all.filter(({ status, urgency }) => status === "monitoring" && urgency === "high").length);
    await page.goto(`${stage.world.url}/cases`);
    await page.getByRole("button", { name: "Overdue follow-ups" }).click();
    await expect.poll(() => rows(page).count()).toBe(all.filter(({ overdueDays }) => overdueDays !== null).length);
    expect(page.url()).toContain("due=overdue");
    const words = await rows(page).allInnerTexts();
    expect(words.every((text) => /Follow-up \d+ days? overdue/.test(text))).toBe(true);
    // A view keeps the filter under a name of one's own.
    await page.getByRole("button", { name: "Save as a view" }).click();
    await page.getByLabel("Name").fill("Late");
    await page.getByRole("button", { name: "Save view" }).click();
    await page.goto(`${stage.world.url}/cases`);
    await page.getByRole("button", { name: "Late", exact: true }).click();
    await expect.poll(() => page.url()).toContain("due=overdue");
  });

  test("who comes back is named with counts, leads to their history, and can be put away", async () => {
    const page = await open("reyes@alder.example", "/cases");
    const banner = page.getByRole("region", { name: "Recurring absence" });
    await banner.waitFor();
    const { client } = await stage.world.signIn("reyes@alder.example");
    const found = (await client.casework.recurring.query({ scope: "all" })).students.filter(({ active }) => active > 0);
    await banner.getByText(new RegExp(`^${found.length} students? comes? back`)).waitFor();
    await banner.getByRole("link").first().click();
    await expect.poll(() => page.url()).toContain(`student=${found[0]?.studentId}`);
    await expect.poll(() => rows(page).count()).toBe(found[0]?.cases);
    await page.getByRole("button", { name: "Put away until something new happens" }).click();
    await page.reload();
    await rows(page).first().waitFor();
    expect(await banner.count()).toBe(0);
  });

  test("an update with a new status; impossible moves say why; closing asks how it was resolved", async () => {
    const one = await caseOf("reyes@alder.example", "not_improving");
    const page = await open("reyes@alder.example", `/cases/${one.id}`);
    const form = page.getByRole("form", { name: "Add an update" });
    await form.waitFor();
    await page.keyboard.press("u");
    await page.keyboard.type("Came every day this week.");
    expect(await form.getByRole("radio", { name: "Open", exact: true }).isDisabled()).toBe(true);
    await form.getByText("Open: A case is open only until its first step.").waitFor();
    await form.getByRole("radio", { name: "Improving", exact: true }).check({ force: true });
    await page.keyboard.press("Control+Enter");
    await page.getByText("Not improving → Improving").waitFor();
    await form.getByLabel("What happened since?").fill("Done here.");
    await form.getByRole("radio", { name: "Closed" }).check({ force: true });
    await form.getByRole("button", { name: "Close the case" }).click();
    await form.getByText("Closing needs resolution notes: say what was resolved.").waitFor();
    await form.getByLabel("Resolution notes").fill("Six weeks without an absence.");
    await form.getByRole("button", { name: "Close the case" }).click();
    await page
      .getByRole("region", { name: "How it was resolved" })
      .getByText("Six weeks without an absence.")
      .waitFor();
    expect(await form.count()).toBe(0);
    await page.getByRole("button", { name: "Open a follow-on case" }).waitFor();
  });

  test("escalated to a person with a reason: the chain shows it, and a second browser hears it", async () => {
    const one = await caseOf("park@alder.example", "improving");
    const mine = await open("park@alder.example", `/cases/${one.id}`);
    const theirs = await open("reyes@alder.example", `/cases/${one.id}`);
    await theirs.getByRole("form", { name: "Add an update" }).getByLabel("What happened since?").focus();
    await mine.getByText("Mr Reyes is also writing").waitFor();
    await mine.getByRole("button", { name: "Escalate" }).click();
    await mine.getByLabel("To whom").selectOption({ label: "Mr Reyes" });
    await mine.getByLabel("Reason").fill("Needs somebody who can speak to the family.");
    await mine.getByRole("dialog").getByRole("button", { name: "Escalate" }).click();
    await theirs.getByText("Ms Park → Mr Reyes").waitFor();
    await theirs.getByRole("button", { name: "Take it on" }).click();
    const { client } = await stage.world.signIn("park@alder.example");
    const chain = async () => (await client.casework.one.query({ caseId: one.id })).escalations.at(-1);
    await expect.poll(async () => (await chain())?.takenAt).toMatch(/^2/);
    expect((await chain())?.to.name).toBe("Mr Reyes");
    await mine.getByText(/ · taken on /).waitFor();
  });

  test("a form master sees their own cases, and no other's is there for them", async () => {
    const page = await open("park@alder.example", "/cases?status=all");
    await rows(page).first().waitFor();
    const own = await casesOf("park@alder.example");
    const foreign = (await casesOf("reyes@alder.example")).find(({ id }) => own.every((one) => one.id !== id));
    expect(await page.getByLabel("Whose").count()).toBe(0);
    expect(await page.locator(`[data-case="${foreign?.id}"]`).count()).toBe(0);
    await page.goto(`${stage.world.url}/cases/${foreign?.id}`);
    await page.getByRole("heading", { name: "There is no such case for you." }).waitFor();
    const facilitator = await open("ito@alder.example", "/cases");
    await facilitator.getByText("You can't open Cases").waitFor();
  });

  test("keys alone: down the list, a move by its menu, chosen, opened, on the board", async () => {
    const page = await open("reyes@alder.example", "/cases?status=open");
    await rows(page).first().waitFor();
    await page.keyboard.press("j");
    const id = await page.evaluate(() => document.activeElement?.getAttribute("data-case"));
    await page.keyboard.press("x");
    await page.getByRole("group", { name: "Chosen cases" }).waitFor();
    await page.keyboard.press("x");
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: "Monitoring" }).waitFor();
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => (await casesOf("reyes@alder.example")).find((one) => one.id === id)?.status)
      .toBe("monitoring");
    await page.keyboard.press("b");
    await page.getByRole("region", { name: "Cases by status" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: / case$/ }).waitFor();
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("accessible and within the window, %s", async (colorScheme, options) => {
    const one = await caseOf("reyes@alder.example", "monitoring");
    const page = await open("reyes@alder.example", "/cases", { ...options, colorScheme });
    await page.locator("[data-case]").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${stage.world.url}/cases?as=board`);
    await page.locator("[data-case]").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${stage.world.url}/cases/${one.id}`);
    await page.getByRole("form", { name: "Add an update" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole("button", { name: "Record meeting" }).click();
    await recorder(page).getByLabel("What did the student say?").waitFor();
    await recorder(page)
      .getByRole("button", { name: /^Record/ })
      .click();
    await recorder(page).getByText("things to put right").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
