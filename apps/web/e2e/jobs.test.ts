import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo school are the seed's own
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { axeViolations } from "./axe.ts";
import { desktop, isWithoutBrowser, overflow, phone } from "./browser.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const readingBoost = demoIds.intervention("alder", "reading-boost");

describe.skipIf(isWithoutBrowser)("long work in a browser", () => {
  const stage = openStage();

  const open = async (email: string, path: string, options: Parameters<typeof stage.deviceOf>[1] = desktop) => {
    const device = await stage.deviceOf(email, options);
    const page = await device.newPage();
    await page.goto(`${stage.world.url}${path}`);
    return page;
  };
  /** As a stopped piece of work is left behind. */
  const addStopped = async (): Promise<string> => {
    const [row] = await stage.pool<{ id: string }[]>`
      insert into jobs (tenant_id, id, kind, status, progress, input, error, created_by, finished_at)
      select u.tenant_id, gen_random_uuid(), 'write_to_families', 'failed', 40,
          jsonb_build_object('interventionId', ${readingBoost}::text, 'templateId', t.id,
            'studentIds', jsonb_build_array(${demoIds.student("alder", 0)}::text)),
          'The line to the post was cut. Try again.', u.id, now()
        from users u join communication_templates t on t.tenant_id = u.tenant_id and t.name = 'Good news'
       where u.email = 'reyes@alder.example' returning id`;
    if (row === undefined) throw new Error("Nothing was written");
    return row.id;
  };

  test("the palette finds the screen for whoever may see it, and for nobody else", async () => {
    const found = async (email: string) => {
      const page = await open(email, "/account");
      await page.getByRole("heading", { level: 1, name: "Account" }).waitFor(soon);
      await page.keyboard.press("Control+k");
      await page.keyboard.type("jobs");
      return page;
    };
    const admin = await found("haddad@alder.example");
    await admin.getByRole("option", { name: /^Jobs/ }).waitFor(soon);
    await admin.keyboard.press("Enter");
    await admin.getByRole("heading", { level: 1, name: "Jobs" }).waitFor(soon);
    const facilitator = await found("okafor@alder.example");
    await facilitator.getByText("Nothing found for “jobs”").waitFor(soon);
    expect(await facilitator.getByRole("option", { name: /^Jobs/ }).count()).toBe(0);
  });

  test(
    "all families of a group are written to by keys; how far it is stands beside it, and in the list of another",
    { timeout: 90_000 },
    async () => {
      const other = await open("haddad@alder.example", "/insights");
      await other.getByRole("link", { name: "Jobs" }).click();
      await other.getByRole("heading", { level: 1, name: "Jobs" }).waitFor(soon);
      await other.getByText("Live", { exact: true }).waitFor(soon);
      const rows = other.getByRole("list", { name: "Jobs" }).getByRole("listitem");
      await rows.first().waitFor(soon);
      const before = await rows.count();
      const page = await open("reyes@alder.example", `/interventions/${readingBoost}`);
      await page.getByRole("button", { name: "More", exact: true }).press("Enter");
      const item = page.getByRole("menuitem", { name: "Write to all families…" });
      await item.waitFor(soon);
      await item.press("Enter");
      const sheet = page.getByRole("dialog", { name: "Write to all families" });
      await sheet.getByLabel("Template").selectOption({ label: "Good news (E-mail)" });
      await sheet.getByRole("region", { name: "Preview" }).getByText("{{student}}", { exact: false }).first().waitFor();
      // Not before it was counted how many would be written to.
      const write = sheet.getByRole("button", { name: "Write to all" });
      await expect.poll(() => write.isEnabled()).toBe(true);
      await write.press("Enter");
      await sheet.getByText(/^\d families\./).waitFor(soon);
      await sheet.getByText("Done", { exact: true }).waitFor(soon);
      await sheet.getByText(/^\d+ messages written to be sent\./).waitFor(soon);
      expect(await axeViolations(page)).toEqual([]);
      await expect.poll(() => rows.count(), soon).toBe(before + 1);
      await rows.first().getByText("Done", { exact: true }).waitFor(soon);
      await rows
        .first()
        .getByText(/^Mr Reyes, \d\d:\d\d; ended/)
        .waitFor(soon);
    },
  );

  test("what failed says why, and is tried again from the list", { timeout: 90_000 }, async () => {
    const id = await addStopped();
    const page = await open("lindqvist@alder.example", "/jobs");
    const row = page.locator(`[data-job="${id}"]`);
    await row.getByText("The line to the post was cut. Try again.").waitFor(soon);
    await row.getByRole("button", { name: "Try again" }).press("Enter");
    await row.getByText("Done", { exact: true }).waitFor(soon);
    await row.getByText("1 message written to be sent.").waitFor(soon);
    const [stored] = await stage.pool<{ status: string; error: string | null }[]>`
      select status, error from jobs where id = ${id}`;
    expect(stored).toEqual({ status: "done", error: null });
  });

  test("who leads nothing of the school is told whose it is", async () => {
    const page = await open("okafor@alder.example", "/jobs");
    await page.getByRole("heading", { name: /can't open/ }).waitFor(soon);
    expect(await page.getByRole("list", { name: "Jobs" }).count()).toBe(0);
  });

  test.each([
    ["light", desktop],
    ["dark", phone],
  ] as const)("the list fits and passes axe, %s", async (colorScheme, options) => {
    await addStopped();
    const page = await open("reyes@alder.example", "/jobs", { ...options, colorScheme });
    await page.getByRole("button", { name: "Try again" }).first().waitFor(soon);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });
});
