import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore ids of the demo
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const readingBoost = demoIds.intervention("alder", "reading-boost");
const amara = demoIds.student("alder", 0);

describe.skipIf(isWithoutBrowser)("enrolments of an intervention", () => {
  const stage = openStage();
  const open = async (email: string, options: Parameters<typeof stage.deviceOf>[1] = desktop): Promise<Page> => {
    const page = await (await stage.deviceOf(email, options)).newPage();
    await page.goto(`${stage.world.url}/interventions/${readingBoost}?part=enrolments`);
    await page.getByRole("heading", { level: 2, name: "Enrolled now" }).waitFor(soon);
    await page.getByText("Live", { exact: true }).waitFor(soon);
    return page;
  };
  const active = async (studentId: string): Promise<number> => {
    const [row] = await stage.pool<{ n: number }[]>`
      select count(*)::int as n from enrollments
       where intervention_id = ${readingBoost} and student_id = ${studentId} and status = 'active'`;
    return row?.n ?? -1;
  };
  const expectedAt = async (studentId: string): Promise<number> => {
    const [row] = await stage.pool<{ n: number }[]>`
      select count(*)::int as n from attendance_records a join sessions s on s.id = a.session_id
       where s.intervention_id = ${readingBoost} and s.start_time > now() and a.student_id = ${studentId}
         and a.expectation = 'expected'`;
    return row?.n ?? -1;
  };

  test(
    "a family is written to in the name of the intervention, by those who may send",
    { timeout: 90_000 },
    async () => {
      const page = await open("park@alder.example");
      await page.getByRole("button", { name: "Write to the family of KESTREL-41" }).press("Enter");
      const sheet = page.getByRole("dialog", { name: "Write to the family" });
      await sheet.getByLabel("Template").selectOption({ label: "Joining a support group (E-mail)" });
      // Its name and its next session are what the intervention lends to the words.
      await sheet
        .getByRole("region", { name: "Preview" })
        .getByText(/will join Reading Boost\./)
        .waitFor(soon);
      await sheet.getByRole("button", { name: "Send" }).press("Enter");
      await sheet.getByText("Waiting to be sent").first().waitFor(soon);
      const [stored] = await stage.pool<{ intervention: string; student: string }[]>`
      select intervention_id as intervention, student_id as student from communication_log order by created_at desc limit 1`;
      expect(stored).toEqual({ intervention: readingBoost, student: amara });
      const facilitator = await open("okafor@alder.example");
      expect(await facilitator.getByRole("button", { name: /^Write to the family/ }).count()).toBe(0);
    },
  );

  test(
    "whoever was withdrawn by mistake is back with one press, and expected as before",
    { timeout: 90_000 },
    async () => {
      const page = await open("reyes@alder.example");
      const before = await expectedAt(amara);
      expect(before).toBeGreaterThan(0);
      await page.getByRole("button", { name: "End… the enrolment of KESTREL-41" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Reason").fill("The wrong row.");
      await dialog.getByRole("button", { name: "End the enrolment" }).click();
      await expect.poll(() => active(amara), soon).toBe(0);
      expect(await expectedAt(amara)).toBe(0);
      await page.getByRole("button", { name: "Undo" }).last().click();
      await page.getByText("Undone: the student is still enrolled.").waitFor(soon);
      expect(await active(amara)).toBe(1);
      const rows = await stage.pool`
      select 1 from enrollments where intervention_id = ${readingBoost} and student_id = ${amara}`;
      expect(rows).toHaveLength(1);
      expect(await expectedAt(amara)).toBe(before);
    },
  );

  test(
    "nobody is enrolled who is no longer on view: another file, another list, another tab",
    { timeout: 90_000 },
    async () => {
      const page = await open("reyes@alder.example");
      const [first = "", second = ""] = (
        await stage.pool<{ code: string }[]>`
      select display_code as code from students
       where id in ${stage.pool([114, 115].map((place) => demoIds.student("alder", place)))} order by id`
      ).map(({ code }) => code);
      await page.keyboard.press("a");
      const sheet = page.getByRole("dialog", { name: "Enrol students" });
      await sheet.getByRole("tab", { name: "CSV file" }).click();
      const choose = (text: string) =>
        sheet
          .locator("input[type=file]")
          .setInputFiles({ name: "class.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      const enrol = (words: string) => sheet.getByRole("button", { name: words, exact: true });
      await choose(`sits with;code\n${second}, x;${first}\n`);
      await enrol("Enrol 1 student").waitFor(soon);
      expect(await sheet.getByLabel("Between the columns").inputValue()).toBe("semicolon");
      await choose("");
      await sheet.getByText("There is nothing in this file.").waitFor(soon);
      expect(await enrol("Enrol students").isDisabled()).toBe(true);
      // Corrected, under the same name.
      await choose(`code\n${first}\n${second}\n`);
      await enrol("Enrol 2 students").waitFor(soon);
      await choose(`code\n${first}\n`.padEnd(900_000, "x"));
      await sheet.getByText("too large").waitFor(soon);
      expect(await enrol("Enrol students").isDisabled()).toBe(true);
      await choose(`given;family\n;${first}\n`.replace(first, "Nobody"));
      await sheet.getByText("Choose the column").waitFor(soon);
      await sheet.getByRole("tab", { name: "Paste a list" }).click();
      await sheet.getByRole("textbox").first().fill(`${first} ${second}`);
      await sheet.getByRole("button", { name: "Read the list" }).click();
      await enrol("Enrol 2 students").waitFor(soon);
      await sheet.getByRole("textbox").first().fill(second);
      await enrol("Enrol students").waitFor(soon);
      await sheet.getByRole("button", { name: "Read the list" }).click();
      await enrol("Enrol 1 student").waitFor(soon);
      expect(await axeViolations(page)).toEqual([]);
      await sheet.getByRole("tab", { name: "Search" }).click();
      expect(await enrol("Enrol students").isDisabled()).toBe(true);
    },
  );

  test("students enrolled in one go are taken back in one go", { timeout: 90_000 }, async () => {
    const page = await open("reyes@alder.example");
    const places = [112, 113];
    const codes = await stage.pool<{ code: string }[]>`
      select display_code as code from students where id in ${stage.pool(places.map((place) => demoIds.student("alder", place)))}`;
    await page.keyboard.press("a");
    const sheet = page.getByRole("dialog", { name: "Enrol students" });
    await sheet.getByRole("tab", { name: "Paste a list" }).click();
    await sheet
      .getByRole("textbox")
      .first()
      .fill(codes.map(({ code }) => code).join("\n"));
    await sheet.getByRole("button", { name: /^Read/ }).click();
    await sheet.getByRole("button", { name: "Enrol 2 students" }).click();
    await sheet.waitFor({ state: "detached" });
    const both = () => Promise.all(places.map((place) => active(demoIds.student("alder", place))));
    expect(await both()).toEqual([1, 1]);
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByText("2 enrolments taken back.").waitFor(soon);
    expect(await both()).toEqual([0, 0]);
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("the list fits and passes axe, %s", async (colorScheme, options) => {
    const page = await open("reyes@alder.example", { ...options, colorScheme });
    await page
      .getByRole("button", { name: /^Write to the family/ })
      .first()
      .waitFor(soon);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});
