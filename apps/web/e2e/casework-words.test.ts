import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { axeViolations } from "./axe.ts";
import { desktop, fillSignIn, isWithoutBrowser, password } from "./browser.ts";
import { chooseUrgency } from "./casework-stage.ts";
import { openStage } from "./stage.ts";

const said = "He says the bus comes too early, and that nobody wakes him since October.";
const noticed = "Tired, polite, looked at the floor when we spoke of home.";
const plan = "Ask for the later bus; call home on Friday.";

describe.skipIf(isWithoutBrowser)("no word of a meeting is lost", () => {
  const stage = openStage();

  const start = async (place: number, path = "/account") => {
    const device = await stage.deviceOf("park@alder.example", desktop);
    const page = await device.newPage();
    await page.goto(`${stage.world.url}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const { client } = await stage.world.signIn("park@alder.example");
    const students = await client.casework.students.query();
    const student = students[place];
    if (student === undefined) throw new Error("The demo has too few students of Park's.");
    return { device, page, client, student };
  };
  const recorder = (page: Page) => page.getByRole("dialog", { name: "Record meeting" });
  const saidField = (page: Page) => recorder(page).getByLabel("What did the student say?");
  const openFor = async (page: Page, code: string): Promise<void> => {
    await page.keyboard.press("c");
    await page.keyboard.press("m");
    await saidField(page).waitFor();
    // What another test has left unfinished is offered first.
    const restored = recorder(page).getByRole("button", { name: "Start new" });
    if ((await restored.count()) > 0) await restored.click();
    await recorder(page).getByRole("combobox", { name: "Student" }).waitFor();
    await page.keyboard.type(code);
    await recorder(page).getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => saidField(page).evaluate((field) => field === document.activeElement)).toBe(true);
  };
  const entriesWith = async (words: string): Promise<number> => {
    const [row] = await stage.pool<{ n: number }[]>`
      select count(*)::int as n from case_entries where absence_reason = ${words}`;
    return row?.n ?? 0;
  };

  test("by keys alone, from any page to recorded in at most sixteen beside the prose", async () => {
    const { page, student } = await start(0);
    let keys = 0;
    const press = async (...pressed: readonly string[]): Promise<void> => {
      for (const key of pressed) {
        await page.keyboard.press(key);
        keys += 1;
      }
    };
    await press("c", "m");
    await recorder(page).getByRole("combobox", { name: "Student" }).waitFor();
    const letters = student.displayCode.slice(0, 3).toLowerCase();
    await press(...letters.split(""));
    const found = recorder(page).getByRole("option").first();
    await found.waitFor();
    await press("Enter");
    await expect.poll(() => saidField(page).evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type(said);
    await press("Tab", "4");
    await page.keyboard.type(noticed);
    await press("Tab");
    await page.keyboard.type(plan);
    await press("Tab", "Tab", "2", "w");
    await recorder(page).getByText("→").waitFor();
    await press("Tab", "h", "Control+Enter");
    await page.getByRole("dialog", { name: "Meeting recorded" }).waitFor();
    expect(keys).toBeLessThanOrEqual(16);
    const [row] = await stage.pool<{ urgency: string; cause: string; plan: string; due: boolean }[]>`
      select c.urgency, c.root_cause as cause, e.action_plan as plan, c.follow_up_date = current_date + 14 as due
        from case_entries e join cases c on c.tenant_id = e.tenant_id and c.id = e.case_id
       where e.absence_reason = ${said}`;
    expect(row).toMatchObject({ urgency: "high", cause: "financial", plan });
  });

  test("an @ offers colleagues, and a mention that tells nobody is said before it is saved", async () => {
    const { page, student } = await start(0);
    await openFor(page, student.displayCode);
    await page.keyboard.type("Asked @rey");
    const colleagues = recorder(page).getByRole("listbox", { name: "Colleagues" });
    await colleagues.getByRole("option", { name: "Mr Reyes" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.keyboard.type("and @Nobody.");
    expect(await saidField(page).inputValue()).toBe("Asked @Mr Reyes and @Nobody.");
    await recorder(page).getByText("@Nobody tells nobody").waitFor();
    expect(await recorder(page).getByText("@Mr Reyes is not told").count()).toBe(0);
    await recorder(page).getByText("Restricted to the case team").click();
    await recorder(page).getByText("@Mr Reyes is not told").waitFor();
    // Escape closes the offer alone.
    await saidField(page).fill("@");
    await colleagues.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => colleagues.count()).toBe(0);
    expect(await recorder(page).count()).toBe(1);
  });

  test("a tab that dies: everything but the last two seconds is there again", async () => {
    const { device, page, student } = await start(1);
    await openFor(page, student.displayCode);
    await page.keyboard.type(`${said} crash`);
    await page.waitForTimeout(2_000);
    // A process that is killed writes nothing any more.
    const debug = await device.newCDPSession(page);
    await Promise.race([debug.send("Page.crash").catch(() => undefined), page.waitForEvent("crash")]);
    const next = await device.newPage();
    await next.goto(`${stage.world.url}/account`);
    await next.getByRole("heading", { level: 1 }).waitFor();
    await next.keyboard.press("c");
    await next.keyboard.press("m");
    await next.getByText(/^Draft restored/).waitFor();
    expect(await saidField(next).inputValue()).toBe(`${said} crash`);
  });

  test("a sign-in that ends: the form stays as it is, and records after signing in on the spot", async () => {
    const { page, student } = await start(2);
    await openFor(page, student.displayCode);
    const mine = `${said} expired`;
    await page.keyboard.type(mine);
    await page.keyboard.press("Tab");
    await page.keyboard.press("6");
    await page.keyboard.type(noticed);
    await recorder(page).getByLabel("Plan").fill(plan);
    await stage.pool`delete from auth.sessions where true`;
    await page.keyboard.press("Control+Enter");
    await page.getByLabel("Password", { exact: true }).waitFor();
    const email = page.getByLabel("E-mail address");
    if ((await email.count()) > 0) await fillSignIn(page, "park@alder.example");
    else {
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    }
    await expect.poll(() => page.getByLabel("Password", { exact: true }).count()).toBe(0);
    expect(await saidField(page).inputValue()).toBe(mine);
    await saidField(page).focus();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog", { name: "Meeting recorded" }).waitFor();
    expect(await entriesWith(mine)).toBe(1);
  });

  test("without a network: kept, through a reload too, and recorded once when it is back", async () => {
    const { device, page, student } = await start(3);
    await openFor(page, student.displayCode);
    const mine = `${said} offline`;
    await device.setOffline(true);
    await page.keyboard.type(mine);
    await page.keyboard.press("Tab");
    await page.keyboard.press("5");
    await page.keyboard.type(noticed);
    // Without an answer of the server nobody knows the urgency of a case that may be there.
    await chooseUrgency(page, "Low");
    await recorder(page).getByLabel("Plan").fill(plan);
    // At once: the last words have not been written to the device yet.
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => recorder(page).count(), { timeout: 20_000 }).toBe(0);
    expect(await entriesWith(mine)).toBe(0);
    await device.setOffline(false);
    await page.reload();
    await expect.poll(() => entriesWith(mine), { timeout: 20_000 }).toBe(1);
    await page.waitForTimeout(500);
    expect(await entriesWith(mine)).toBe(1);
  });

  test("with no way to the server, and then the tab dies: what the device has is there again", async () => {
    const { device, page, student } = await start(5);
    await openFor(page, student.displayCode);
    // Aborted, not switched off: a page that has died cannot be told that the line is back.
    let isDown = true;
    await device.route(
      (url) => url.pathname.startsWith("/trpc/"),
      (route) => (isDown ? route.abort() : route.continue()),
    );
    await page.keyboard.type(`${said} offline crash`);
    await page.waitForTimeout(2_000);
    const debug = await device.newCDPSession(page);
    await Promise.race([debug.send("Page.crash").catch(() => undefined), page.waitForEvent("crash")]);
    isDown = false;
    const next = await device.newPage();
    await next.goto(`${stage.world.url}/account`);
    await next.getByRole("heading", { level: 1 }).waitFor();
    await next.keyboard.press("c");
    await next.keyboard.press("m");
    await next.getByText(/^Draft restored/).waitFor();
    expect(await saidField(next).inputValue()).toBe(`${said} offline crash`);
  });

  test("another student in the middle of it: nothing is recorded for the first, and the words go with the second", async () => {
    const { page, client, student } = await start(4);
    await openFor(page, student.displayCode);
    await page.keyboard.type(`${said} switched`);
    const other = (await client.casework.students.query())[5];
    await recorder(page).getByRole("button", { name: "Change", exact: true }).click();
    const box = recorder(page).getByRole("combobox", { name: "Student" });
    await expect.poll(() => box.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+Enter");
    await recorder(page).getByText("Choose the student this is about.").first().waitFor();
    expect(await entriesWith(`${said} switched`)).toBe(0);
    await recorder(page)
      .getByRole("combobox", { name: "Student" })
      .fill(other?.displayCode ?? "");
    await recorder(page).getByRole("option").first().waitFor();
    await recorder(page).getByRole("combobox", { name: "Student" }).press("Enter");
    expect(await saidField(page).inputValue()).toBe(`${said} switched`);
    await expect
      .poll(
        async () =>
          (await client.casework.drafts.query()).find(({ studentId }) => studentId === other?.studentId)?.body
            .absenceReason,
      )
      .toBe(`${said} switched`);
    await recorder(page).getByRole("radio", { name: "Other" }).check({ force: true });
    await recorder(page).getByLabel("What you noticed").fill(noticed);
    await recorder(page).getByLabel("Plan", { exact: true }).fill(plan);
    await page.keyboard.press("Control+Enter");
    const recap = page.getByRole("dialog", { name: "Meeting recorded" });
    const { names } = await client.privacy.revealStudents.mutate({
      studentIds: other === undefined ? [] : [other.studentId],
      purpose: "work",
    });
    const family = (names[0]?.fullName ?? other?.displayCode ?? "").split(" ").at(-1) ?? "";
    expect(await recap.getByRole("status").first().innerText()).toContain(family);
    const [row] = await stage.pool<{ studentId: string }[]>`
      select student_id as "studentId" from case_entries where absence_reason = ${`${said} switched`}`;
    expect(row?.studentId).toBe(other?.studentId);
  });

  test("another student's page in the middle of it: each has their own words, and both are kept", async () => {
    const { page, client, student } = await start(8);
    const other = (await client.casework.students.query())[9];
    await page.goto(`${stage.world.url}/students/${student.studentId}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("region", { name: "Cases" }).getByRole("button", { name: "Record meeting" }).click();
    await saidField(page).waitFor();
    await saidField(page).pressSequentially(`${said} first`);
    // No waiting: what was typed is on its way, and the recorder turns to somebody else.
    await page.evaluate((path) => history.pushState(null, "", path), `/students/${other?.studentId}`);
    await page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
    const whose = page.getByRole("heading", { level: 1 });
    await expect.poll(() => whose.innerText()).not.toContain(student.displayCode);
    await whose.click();
    await page.keyboard.press("m");
    await expect.poll(() => saidField(page).inputValue()).toBe("");
    await saidField(page).pressSequentially(`${said} second`);
    await expect
      .poll(async () => {
        const drafts = await client.casework.drafts.query();
        return [student, other].map(
          (one) => drafts.find(({ studentId }) => studentId === one?.studentId)?.body.absenceReason,
        );
      })
      .toEqual([`${said} first`, `${said} second`]);
  });

  test("an update of a case: what was written before the tab was closed is there again, and goes once", async () => {
    const { device, page, client } = await start(0);
    const [one] = (await client.casework.list.query({ scope: "mine", status: "active", limit: 1 })).cases;
    const path = `${stage.world.url}/cases/${one?.id}`;
    const field = (on: Page) => on.getByRole("form", { name: "Add an update" }).getByLabel("What happened since?");
    await page.goto(path);
    // At once: words are taken before the drafts have come.
    await field(page).fill(`${said} update`);
    await page.waitForTimeout(2_000);
    await page.close();
    const next = await device.newPage();
    await next.goto(path);
    await next.getByText(/^Draft restored/).waitFor();
    expect(await field(next).inputValue()).toBe(`${said} update`);
    await next.getByRole("button", { name: "Add update" }).click();
    await expect.poll(() => field(next).inputValue()).toBe("");
    await expect
      .poll(async () => (await client.casework.drafts.query()).filter(({ caseId }) => caseId === one?.id))
      .toEqual([]);
  });

  test("a server that does not answer keeps nobody from writing; what was begun elsewhere is offered once it does", async () => {
    const { device, page, client, student } = await start(10);
    await client.casework.saveDraft.mutate({
      mutationId: crypto.randomUUID(),
      draftId: crypto.randomUUID(),
      kind: "meeting",
      studentId: student.studentId,
      caseId: null,
      body: { absenceReason: `${said} elsewhere` },
      version: 0,
    });
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await device.route(
      (url) => url.pathname.startsWith("/trpc/") && url.pathname.includes("casework.drafts"),
      async (route) => {
        await answered;
        await route.continue();
      },
    );
    await page.keyboard.press("c");
    await page.keyboard.press("m");
    await recorder(page).getByRole("combobox", { name: "Student" }).waitFor();
    await saidField(page).fill(`${said} here`);
    answer();
    await recorder(page)
      .getByRole("button", { name: /^Other drafts/ })
      .click();
    await page.getByRole("menuitem").first().click();
    await expect.poll(() => saidField(page).inputValue()).toBe(`${said} elsewhere`);
  });

  test("two devices: the newer words stand and the older are shown", async () => {
    const { page, client, student } = await start(6);
    await openFor(page, student.displayCode);
    await page.keyboard.type("Words of the desk.");
    const draft = async () => (await client.casework.drafts.query()).find((one) => one.studentId === student.studentId);
    await expect.poll(async () => (await draft())?.body.absenceReason, { timeout: 20_000 }).toBe("Words of the desk.");
    const held = await draft();
    if (held === undefined) throw new Error("The draft was not saved.");
    await client.casework.saveDraft.mutate({
      mutationId: crypto.randomUUID(),
      draftId: held.id,
      kind: "meeting",
      studentId: student.studentId,
      caseId: null,
      body: { ...held.body, absenceReason: "Words of the phone." },
      version: held.version,
    });
    await saidField(page).press("End");
    await page.keyboard.type(" And more.");
    await recorder(page).getByText("Words of the phone.").waitFor();
    expect(await saidField(page).inputValue()).toBe("Words of the desk. And more.");
    await recorder(page).getByRole("button", { name: "Use the other text" }).click();
    expect(await saidField(page).inputValue()).toBe("Words of the phone.");
  });
});
