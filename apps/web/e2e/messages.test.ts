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
    const send = page.getByRole("button", { exact: true, name: "Send" });
    await expect.poll(() => send.isEnabled()).toBe(true);
    await send.press("Enter");
    await page.getByText("Waiting to be sent").waitFor();
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(before + 1);
    await rows.first().getByText("In Handrail’s mailbox").waitFor();
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

  test("a template is begun by a key, counted while it is a text message, retired, taken back, and brought back", async () => {
    const page = await open("haddad@alder.example", "/messages");
    await page.getByRole("list", { name: "Templates in use" }).waitFor();
    await page.keyboard.press("n");
    const sheet = page.getByRole("dialog", { name: "New template" });
    await sheet.getByLabel("Name").fill("Late again");
    await sheet.getByLabel("Sent as").selectOption({ label: "Text message" });
    await sheet.getByLabel("Words").fill("a".repeat(161));
    await sheet.getByText("161 characters, sent as 2 messages.").waitFor();
    await sheet.getByLabel("Words").fill("See you ş");
    await sheet.getByText("9 characters, sent as 1 message. With “ş” in it", { exact: false }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await sheet.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Retire Late again" }).press("Enter");
    await page.getByRole("button", { name: "Retire Late again" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByRole("button", { name: "Retire Late again" }).press("Enter");
    await page.getByText(/^Out of use \(\d+\)$/).click();
    await page.getByRole("button", { name: "Bring back Late again" }).press("Enter");
    await page.getByRole("button", { name: "Change Late again" }).waitFor();
    const versions = await stage.pool<{ version: number; status: string }[]>`
      select version, status from communication_templates where name = 'Late again' order by version`;
    expect(versions.map(({ status }) => status)).toEqual(["retired", "retired", "published"]);
  });

  test("a letter is printed by itself, its address where a window envelope shows it", async () => {
    const { client } = await stage.world.signIn("reyes@alder.example");
    const compose = await client.communications.compose.query({ studentId: amara });
    const letter = compose.templates.find(({ channel }) => channel === "letter");
    const guardian = compose.guardians.find(({ held }) => held === null);
    await client.communications.send.mutate({
      mutationId: crypto.randomUUID(),
      studentId: amara,
      templateId: letter?.id ?? "",
      guardianIds: [guardian?.guardianId ?? ""],
    });
    const page = await open("haddad@alder.example", "/messages");
    const row = page
      .getByRole("list", { name: "Messages" })
      .getByRole("listitem")
      .filter({ hasText: letter?.name ?? "" });
    await row.first().getByRole("button", { name: "Open" }).click();
    await page.getByRole("dialog").getByText("Ready to print. Handrail does not post letters.").waitFor();
    await page.emulateMedia({ media: "print" });
    const paper = page.locator("[data-paper]");
    await paper.getByText("A meeting about Amara", { exact: false }).waitFor();
    expect(await page.getByRole("dialog").filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole("navigation").filter({ visible: true }).count()).toBe(0);
    // The margin of the page comes on top: 14 mm each.
    const millimetre = 96 / 25.4;
    const box = await paper.locator("[data-window]").boundingBox();
    expect((box?.y ?? 0) / millimetre + 14).toBeCloseTo(45, 0);
    expect((box?.x ?? 0) / millimetre + 14).toBeCloseTo(20, 0);
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: "Close" }).first().click();
    await paper.waitFor({ state: "detached" });
    await page.emulateMedia({ media: "print" });
    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
  });

  test.each(["light", "dark"] as const)(
    "a phone shows all of it without scrolling sideways, %s",
    async (colorScheme) => {
      const page = await open("reyes@alder.example", "/messages", { ...phone, colorScheme });
      await page.getByRole("list", { name: "Messages" }).waitFor();
      expect(await overflow(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
    },
  );
});
