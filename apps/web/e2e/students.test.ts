import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the names and ids of the demo school are the seed's own
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
// @boundaries-ignore as above
import { nameOf } from "../../../packages/db/src/seed/names.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { isInstalled } from "./person-stage.ts";
import { runningSession } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const amara = demoIds.student("alder", 0);

describe.skipIf(isWithoutBrowser)("students in a browser", () => {
  const stage = openStage();

  const open = async (email: string, path: string, options: Parameters<typeof stage.deviceOf>[1] = desktop) => {
    const device = await stage.deviceOf(email, options);
    const page = await device.newPage();
    await page.goto(`${stage.world.url}${path}`);
    return page;
  };
  const heading = (page: Page, name: RegExp | string) => page.getByRole("heading", { level: 1, name }).waitFor();
  const studentLinks = (page: Page) => page.getByRole("table").getByRole("link");

  test("keys alone: to the list, filtered by name, down and into a student, and back", async () => {
    const page = await open("reyes@alder.example", "/sessions");
    await heading(page, "Sessions");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await heading(page, "Students");
    await studentLinks(page).first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("nguy");
    const named = async () => (await studentLinks(page).allInnerTexts()).map((text) => text.includes("Nguyễn"));
    await expect.poll(named).toEqual([true, true]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    const second = (await studentLinks(page).nth(1).innerText()).split("\n")[0] ?? "";
    await page.keyboard.press("Enter");
    await heading(page, new RegExp(second));
    // The address says what was looked for, so going back is going back to it.
    await page.goBack();
    await expect.poll(() => studentLinks(page).allInnerTexts()).toHaveLength(2);
    expect(page.url()).toContain("query=nguy");
  });

  test("letters of further scripts are fetched where a name needs them, and kept for later without a network", async () => {
    const page = await open("reyes@alder.example", "/account");
    await heading(page, "Account");
    await isInstalled(page);
    const fonts: string[] = [];
    page.on("response", (answer) => {
      if (answer.url().endsWith(".woff2")) fonts.push(answer.url().replace(/^.*\/inter-|-wght.*$/g, ""));
    });
    await page.goto(`${stage.world.url}/students?query=nguy`);
    await studentLinks(page).first().waitFor();
    await expect.poll(() => fonts).toContain("vietnamese");
    expect(fonts).not.toContain("cyrillic");
    const isKept = () =>
      page.evaluate(async () =>
        (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))
          .flat()
          .some(({ url }) => url.includes("vietnamese")),
      );
    await expect.poll(isKept).toBe(true);
  });

  test("an empty list names its filters and clears them", async () => {
    const page = await open("okafor@alder.example", "/students?grade=12&tier=3");
    await page.getByRole("heading", { name: "0 of 32: Grade 12 + Tier 3 + Active" }).waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await expect.poll(() => studentLinks(page).count()).toBe(32);
  });

  test("the palette finds a student in five keys and Enter, over any page, and screens and actions by their words", async () => {
    const page = await open("okafor@alder.example", "/account");
    await heading(page, "Account");
    await page.keyboard.press("Control+k");
    // Typed without waiting for anything: Enter opens what all of it finds.
    await page.keyboard.type("ama", { delay: 0 });
    await page.keyboard.press("Enter");
    await heading(page, /Amara Obi/);
    await page.keyboard.press("Control+k");
    await page.keyboard.type(">dark");
    await page.getByRole("option", { name: "Dark theme" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("not tak");
    await page.getByRole("option", { name: /^Not taken yet/ }).waitFor();
    await page.keyboard.press("Enter");
    await heading(page, "Not taken yet");
    await page.keyboard.press("/");
    await page.keyboard.type("@zzz");
    await page.getByText("Nothing found for “zzz”").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("combobox", { name: /^Find/ }).count()).toBe(0);
  });

  test("the palette shows nobody whom one may not see by name", async () => {
    const page = await open("okafor@alder.example", "/account");
    await heading(page, "Account");
    await page.keyboard.press("Control+k");
    // 7 is on her roster without a consent; 1 is with nobody of hers.
    for (const place of [7, 1]) {
      await page.getByRole("combobox", { name: /^Find/ }).fill(nameOf(place).full);
      await page.getByText("Nothing found for").waitFor();
      expect(await page.getByRole("listbox", { name: "Found" }).getByRole("option").count()).toBe(0);
    }
  });

  test("a student's page tells who, where and what happened; runs open, lanes narrow, weeks jump", async () => {
    // The demo is as old as the run of the tests: what ran at its start may have ended.
    await runningSession(stage, "Reading Boost");
    const page = await open("okafor@alder.example", `/students/${amara}`);
    await heading(page, /Amara Obi/);
    expect(await page.title()).toBe("Student · Handrail");
    await page.getByRole("link", { name: /^In Reading Boost, Room 4, until \d\d:\d\d$/ }).waitFor();
    await page.getByRole("img", { name: /^The latest \d+ days with sessions: \d+ present/ }).waitFor();
    const run = page.getByRole("button", { name: /^Present \d+ sessions/ }).first();
    const length = Number(/\d+/.exec(await run.innerText())?.[0]);
    const before = await page.getByText("Present at Reading Boost").count();
    await run.click();
    await expect.poll(() => page.getByText("Present at Reading Boost").count()).toBe(before + length);
    // Each entry has an address of its own, which opens the thread there and points at it.
    await page.locator("ol time").nth(3).click();
    await expect.poll(() => page.url()).toContain("entry=");
    await page.reload();
    const pointed = page.locator("li[aria-current=true]");
    await pointed.waitFor();
    expect(page.url()).toContain((await pointed.getAttribute("id"))?.replace("entry-", ""));
    await page.goto(`${stage.world.url}/students/${amara}`);
    await page.getByText("Week of").first().waitFor();
    await page.getByRole("button", { name: "Interventions", exact: true }).click();
    await page.getByText("Joined Reading Boost").waitFor();
    await expect.poll(() => page.getByText(/at Reading Boost/).count()).toBe(0);
    await page.getByRole("button", { name: "Interventions", exact: true }).click();
    await page.keyboard.press("t");
    for (let week = 0; week < 6; week += 1) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.url()).toContain("until=");
    const until = new URL(page.url()).searchParams.get("until")?.replaceAll('"', "") ?? "";
    const newest = page.locator("ol time").first();
    await expect.poll(async () => ((await newest.getAttribute("datetime")) ?? "9").slice(0, 10) <= until).toBe(true);
  });

  test("guardians are shown on asking, and whoever may read the log sees who asked", async () => {
    const page = await open("okafor@alder.example", `/students/${amara}`);
    await heading(page, /Amara Obi/);
    const asked = async (): Promise<number> => {
      const [row] = await stage.pool<{ n: number }[]>`
        select count(*)::int as n from reveals where purpose = 'contact' and context_id = ${amara}`;
      return row?.n ?? 0;
    };
    expect(await asked()).toBe(0);
    await page.getByRole("button", { name: /guardian/ }).click();
    await page.getByRole("dialog", { name: "Guardians" }).getByRole("link").first().waitFor();
    expect(await asked()).toBe(1);
    const supervisor = await open("reyes@alder.example", `/students/${amara}`);
    await supervisor.getByRole("button", { name: "Who can see this" }).click();
    const dialog = supervisor.getByRole("dialog", { name: "Who can see this student" });
    await dialog.getByText("guardians and contacts").waitFor();
    await dialog.getByText("Facilitates Reading Boost").waitFor();
    expect(await dialog.getByRole("listitem").first().innerText()).toMatch(/^You/);
  });

  test("the report is opened from the page, printed by a key, and taken along as a file by those with the right to", async () => {
    const page = await open("reyes@alder.example", `/students/${amara}`);
    await page.getByRole("link", { name: "Report" }).click();
    await heading(page, "Report");
    await page.getByRole("link", { name: /Amara Obi/ }).waitFor();
    const part = page.getByRole("region", { name: "Reading Boost" });
    await part.getByText(/^\d+ of \d+ planned so far, [\d.]+ %$/).waitFor();
    await part.getByText(/\d+ held of \d+ so far/).waitFor();
    await page.evaluate(() => {
      window.print = () => {
        document.body.dataset["printed"] = "yes";
      };
    });
    await page.keyboard.press("p");
    await expect.poll(() => page.locator("body").getAttribute("data-printed")).toBe("yes");
    await page.getByRole("button", { name: "Save as a file" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("dialog").getByRole("button", { name: "Save the file" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^student-\d{4}-\d\d-\d\d\.xlsx$/);
    // On paper there are the words and none of the buttons, and nothing is cut off at the side.
    await page.emulateMedia({ media: "print" });
    await part.getByText("What the points say").waitFor();
    expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
    const facilitator = await open("okafor@alder.example", `/students/${amara}/report`);
    await facilitator.getByRole("region", { name: "Reading Boost" }).waitFor();
    expect(await facilitator.getByRole("button", { name: "Save as a file" }).count()).toBe(0);
  });

  test("a mark made elsewhere is in the thread without a reload", async () => {
    const page = await open("reyes@alder.example", `/students/${amara}?lanes=["attendance"]`);
    await heading(page, /Amara Obi/);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByText("Week of").first().waitFor();
    const { client } = await stage.world.signIn("okafor@alder.example");
    const sessionId = demoIds.session("alder", "reading-boost", "today");
    const roster = await client.attendance.roster.query({ sessionId });
    const row = roster.rows.find(({ studentId }) => studentId === amara);
    await client.attendance.record.mutate({
      mutationId: crypto.randomUUID(),
      sessionId,
      marks: [{ studentId: amara, status: "excused", baseVersion: row?.version ?? 1 }],
    });
    await expect.poll(() => page.getByText("Excused at Reading Boost").count()).toBeGreaterThan(0);
  });

  test("a student whom one has nothing to do with is not there", async () => {
    const page = await open("okafor@alder.example", `/students/${demoIds.student("alder", 1)}`);
    await page.getByRole("heading", { name: "This student does not exist, or you may not see this student" }).waitFor();
    expect(await page.getByText(nameOf(1).full).count()).toBe(0);
  });

  test("a student shown by code says why, to those who may know", async () => {
    const page = await open("okafor@alder.example", "/students");
    await studentLinks(page).filter({ hasText: "no consent for the name" }).first().waitFor();
    await page.goto(`${stage.world.url}/students/${demoIds.student("alder", 7)}`);
    await page.getByText("Shown by code: the family has not agreed to show the name.").waitFor();
    expect(await page.content()).not.toContain(nameOf(7).full);
  });

  test("names go behind codes with the shade", async () => {
    const page = await open("okafor@alder.example", `/students/${amara}`);
    await heading(page, /Amara Obi/);
    await page.keyboard.press("Control+k");
    await page.keyboard.type(">hide");
    await page.keyboard.press("Enter");
    await heading(page, /^KESTREL-41$/);
    await expect.poll(() => page.getByText("Amara").count()).toBe(0);
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("accessible and within the window, %s", async (colorScheme, options) => {
    const page = await open("reyes@alder.example", "/students", { ...options, colorScheme });
    await studentLinks(page).first().waitFor();
    await expect.poll(() => page.getByText("AVOCET-15").count()).toBeGreaterThan(0);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${stage.world.url}/students/${amara}`);
    await page.getByText("Week of").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${stage.world.url}/students/${amara}/report`);
    await page.getByRole("region", { name: "Reading Boost" }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /^Find/ }).fill("am");
    await page.getByRole("option").first().waitFor();
    // The page behind is hidden from everyone while the palette is open, its landmark and heading with it.
    const behind = /^(landmark-one-main|page-has-heading-one):/;
    expect((await axeViolations(page)).filter((found) => !behind.test(found))).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
