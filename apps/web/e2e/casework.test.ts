import { causeWords } from "@handrail/domain/casework/rules";
import { describe, expect, test } from "vitest";

import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { causeWord, openCaseworkStage, park, record, recorder, reyes, rows, soon, update } from "./casework-stage.ts";

describe.skipIf(isWithoutBrowser)("casework in a browser", () => {
  const { stage, open, casesOf, caseOf, clientOf } = openCaseworkStage();

  test("filters are kept as a view under a name of one's own, and dropped", async () => {
    const page = await open(reyes, "/cases?status=monitoring&urgency=high");
    await page.getByRole("button", { name: "Save as a view" }).click();
    await page.getByRole("button", { name: "Save view" }).click();
    await page.getByText("Name it, so that you find it again.").waitFor();
    await page.getByLabel("Name").fill("Cannot wait");
    await page.getByRole("button", { name: "Save view" }).click();
    await page.goto(`${stage.world.url}/cases`);
    const views = page.getByRole("group", { name: "Views" });
    await views.getByRole("button", { name: "Cannot wait", exact: true }).click();
    await expect.poll(() => page.url(), soon).toContain("urgency=high");
    expect(page.url()).toContain("status=monitoring");
    const all = await casesOf(reyes);
    const both = all.filter(({ status, urgency }) => status === "monitoring" && urgency === "high");
    await expect.poll(() => rows(page).count(), soon).toBe(both.length);
    await views.getByRole("button", { name: "Remove the view Cannot wait" }).click();
    await expect.poll(() => views.getByRole("button", { name: "Cannot wait", exact: true }).count(), soon).toBe(0);
    expect(await (await clientOf(reyes)).casework.views.query()).toEqual([]);
  });

  test("escalated to a person with a reason: in their inbox at once, in the chain, and taken on", async () => {
    const one = await caseOf(park, "improving");
    const inbox = await open(reyes, "/inbox?tab=escalations");
    await inbox.getByText("Live", { exact: true }).waitFor();
    await inbox.locator("[data-line]").first().waitFor();
    const waiting = await inbox.locator("[data-line]").count();
    const mine = await open(park, `/cases/${one.id}`);
    const theirs = await open(reyes, `/cases/${one.id}`);
    await update(theirs).getByLabel("What happened since?").focus();
    await mine.getByText("Mr Reyes is also writing").waitFor();
    await mine.getByRole("button", { name: "Escalate" }).click();
    await mine.getByLabel("To whom").selectOption({ label: "Mr Reyes" });
    await mine.getByLabel("Reason").fill("Needs somebody who can speak to the family.");
    await mine.getByRole("dialog").getByRole("button", { name: "Escalate" }).click();
    await theirs.getByText("Ms Park → Mr Reyes").waitFor();
    await expect.poll(() => inbox.locator("[data-line]").count(), soon).toBe(waiting + 1);
    await theirs.getByRole("button", { name: "Take it on" }).click();
    const client = await clientOf(park);
    const chain = async () => (await client.casework.one.query({ caseId: one.id })).escalations.at(-1);
    await expect.poll(async () => (await chain())?.takenAt, soon).toMatch(/^2/);
    expect((await chain())?.to.name).toBe("Mr Reyes");
    await mine.getByText(/ · taken on /).waitFor();
  });

  test("keys alone: down the list, a move by its menu, chosen, opened, on the board", async () => {
    const page = await open(reyes, "/cases?status=open");
    await rows(page).first().waitFor();
    await page.keyboard.press("j");
    const id = await page.evaluate(() => document.activeElement?.getAttribute("data-case"));
    await page.keyboard.press("x");
    await page.getByRole("group", { name: "Chosen cases" }).waitFor();
    await page.keyboard.press("x");
    await page.keyboard.press("s");
    // The menu takes the focus a moment after it is seen.
    await page.locator("[role=menuitem]:focus", { hasText: "Monitoring" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await casesOf(reyes)).find((one) => one.id === id)?.status, soon).toBe("monitoring");
    await page.keyboard.press("b");
    await page.getByRole("region", { name: "Cases by status" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: / case$/ }).waitFor();
  });

  test("the palette finds a case by its student's name and by the code, and records a meeting", async () => {
    const one = await caseOf(park, "escalated");
    const page = await open(park, "/account");
    const client = await clientOf(park);
    const { names } = await client.privacy.revealStudents.mutate({ studentIds: [one.studentId], purpose: "search" });
    const [name] = names;
    for (const words of [name?.fullName ?? "", one.displayCode.toLowerCase()]) {
      await page.goto(`${stage.world.url}/account`);
      await page.getByRole("heading", { level: 1, name: "Account" }).waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type(`#${words}`, { delay: 0 });
      await page.getByRole("option", { name: new RegExp(`${causeWords[one.rootCause]} case · Escalated`) }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: `${causeWord(one.rootCause)} case` }).waitFor();
      expect(page.url()).toContain(`/cases/${one.id}`);
    }
    await page.keyboard.press("Control+k");
    await page.keyboard.type(">record");
    await page.getByRole("option", { name: /Record a meeting/ }).waitFor();
    await page.keyboard.press("Enter");
    await recorder(page).getByLabel("What did the student say?").waitFor();
  });

  test("several at once are moved as far as the rules allow, and what stayed is said", async () => {
    const all = await casesOf(reyes);
    const [can, cannot] = [
      all.filter(({ status }) => status === "escalated"),
      all.filter(({ status }) => status === "monitoring"),
    ];
    const chosen = [can[0], cannot[0], cannot[1]].flatMap((one) => one ?? []);
    const page = await open(reyes, "/cases");
    for (const { id } of chosen)
      await rows(page)
        .filter({ has: page.locator(`[data-case="${id}"]`) })
        .getByRole("checkbox")
        .check({ force: true });
    const bar = page.getByRole("group", { name: "Chosen cases" });
    await bar.getByText("3 cases chosen").waitFor();
    await bar.getByRole("button", { name: "Move to…" }).click();
    await page.getByRole("menuitem", { name: "Monitoring" }).click();
    await page.getByText("1 case moved to Monitoring; 2 stayed as they were.").first().waitFor();
    const now = await casesOf(reyes);
    expect(now.find(({ id }) => id === can[0]?.id)?.status).toBe("monitoring");
    await bar.waitFor({ state: "detached" });
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("accessible and within the window, %s", async (colorScheme, options) => {
    const one = await caseOf(reyes, "monitoring");
    const page = await open(reyes, "/cases", { ...options, colorScheme });
    await page.locator("[data-case]").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${stage.world.url}/cases?as=board`);
    await page.locator("[data-case]").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${stage.world.url}/cases/${one.id}`);
    await update(page).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole("main").getByRole("button", { name: "Record meeting" }).click();
    await recorder(page).getByLabel("What did the student say?").waitFor();
    await record(page).click();
    await recorder(page).getByText("things to put right").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
