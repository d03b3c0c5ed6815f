import { describe, expect, test } from "vitest";

// @boundaries-ignore the names and ids of the demo school are the seed's own
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { openStage } from "./stage.ts";

const amara = demoIds.student("alder", 0);

describe.skipIf(isWithoutBrowser)("messages in a browser", () => {
  const stage = openStage();

  const open = async (email: string, path: string, options: Parameters<typeof stage.deviceOf>[1] = desktop) => {
    const device = await stage.deviceOf(email, options);
    const page = await device.newPage();
    await page.goto(`${stage.world.url}${path}`);
    return page;
  };

  test("a family is written to from the student's page by keys alone; another browser sees it arrive and opens it", async () => {
    const other = await open("haddad@alder.example", "/messages");
    const rows = other.getByRole("list", { name: "Messages" }).getByRole("listitem");
    await rows.first().waitFor();
    const before = await rows.count();
    const page = await open("reyes@alder.example", `/students/${amara}`);
    await page.getByRole("button", { name: "Write to the family" }).press("Enter");
    await page.getByLabel("Template").selectOption({ label: "Good news (E-mail)" });
    await page.getByRole("region", { name: "Preview" }).getByText("Amara", { exact: false }).first().waitFor();
    await page.getByRole("button", { name: "Send" }).press("Enter");
    await page.getByText("Waiting to leave").waitFor();
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(before + 1);
    await rows.first().getByText("Sent by Handrail, not delivered").waitFor();
    await rows.first().getByRole("button", { name: "Open" }).click();
    await other.getByRole("dialog").getByText("Good news about Amara").waitFor();
    expect(await axeViolations(other)).toEqual([]);
  });

  test("a wrong variable is named with its place while a template is written", async () => {
    const page = await open("haddad@alder.example", "/messages");
    await page.getByRole("button", { name: "New template" }).click();
    await page.getByLabel("Name").fill("Short note");
    await page.getByLabel("Subject").fill("About {{student}}");
    await page.getByLabel("Words").fill("Dear {{gardian}}");
    await page.getByText("Line 1, place 6: {{gardian}} is no variable", { exact: false }).waitFor();
    expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await page.getByLabel("Words").fill("Dear {{guardian}}");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Change Short note" }).waitFor();
  });

  test.each(["light", "dark"] as const)(
    "a phone shows all of it without scrolling sideways, %s",
    async (colorScheme) => {
      const page = await open("reyes@alder.example", "/messages", { ...phone, colorScheme });
      await page.getByRole("list", { name: "Messages" }).waitFor();
      expect(await overflow(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
      if (process.env["HANDRAIL_SHOTS"] !== undefined)
        await page.screenshot({ path: `${process.env["HANDRAIL_SHOTS"]}/messages-${colorScheme}.png` });
    },
  );
});
