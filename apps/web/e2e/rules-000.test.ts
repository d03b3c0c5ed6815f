import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore ids of the demo
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { desktop, isWithoutBrowser } from "./browser.ts";
import { soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

const readingBoost = demoIds.intervention("alder", "reading-boost");

// The rules of interventions as a person meets them: each is said beside its field, in its own words, and nothing is saved.
// Clashes, reasons of cancelled sessions and points out of bounds are met in schedule, interventions and progress.
describe.skipIf(isWithoutBrowser)("rules on the screen", () => {
  const stage = openStage();
  const open = async (part?: string): Promise<Page> => {
    const page = await (await stage.deviceOf("reyes@alder.example", desktop)).newPage();
    await page.goto(`${stage.world.url}/interventions/${readingBoost}${part === undefined ? "" : `?part=${part}`}`);
    await page.getByRole("heading", { level: 1, name: "Reading Boost" }).waitFor(soon);
    return page;
  };
  const changes = async (): Promise<number> => {
    const [row] = await stage.pool<{ version: number }[]>`select version from interventions where id = ${readingBoost}`;
    return row?.version ?? -1;
  };

  test("an intervention ends after it begins, and has room for somebody", async () => {
    const before = await changes();
    const page = await open();
    await page.getByRole("button", { name: "Edit details" }).click();
    const sheet = page.getByRole("dialog", { name: "Edit details" });
    await sheet.getByLabel("Last day").fill("2020-01-01");
    await sheet.getByLabel("Places").fill("0");
    await sheet.getByRole("button", { name: "Save" }).click();
    await sheet.getByText("The end is before the start.").waitFor(soon);
    await sheet.getByText("Use 1 to 500 places.").waitFor();
    expect(await sheet.getByLabel("Last day").getAttribute("aria-invalid")).toBe("true");
    expect(await changes()).toBe(before);
  });

  test("it is not cancelled without a reason", async () => {
    const before = await changes();
    const page = await open();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Cancel…" }).click();
    const dialog = page.getByRole("dialog", { name: /^Cancel Reading Boost/ });
    await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
    await dialog.getByText("Say why it is cancelled.").waitFor(soon);
    expect(await changes()).toBe(before);
  });

  test("a goal is reached after it is begun, by a number", async () => {
    const before = await changes();
    const page = await open();
    await page.getByRole("button", { name: "Change the goal of KESTREL-41" }).click();
    const dialog = page.getByRole("dialog", { name: "Change the goal" });
    await dialog.getByRole("textbox", { name: "Target" }).fill("many");
    await dialog.getByLabel("By", { exact: true }).fill("2020-01-01");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Write a number.").waitFor(soon);
    await dialog.getByRole("textbox", { name: "Target" }).fill("95");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("The day of the target must be after the first day.").waitFor(soon);
    expect(await changes()).toBe(before);
  });

  test("an exit criterion looks at something, and attendance is no matter of points", async () => {
    const page = await open("progress");
    await page.getByRole("button", { name: "Add a criterion" }).click();
    const dialog = page.getByRole("dialog", { name: "New exit criterion" });
    await dialog.getByLabel("Over the last").fill("0");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Use 1 to 400.").waitFor(soon);
    await dialog.getByLabel("What counts").selectOption({ label: "Attendance in per cent" });
    expect(await dialog.getByLabel("Of what").locator("option").allInnerTexts()).not.toContain("points");
    const [row] = await stage.pool<{ n: number }[]>`
      select count(*)::int as n from exit_criteria where intervention_id = ${readingBoost} and "window" < 1`;
    expect(row?.n).toBe(0);
  });

  test("an enrolment does not end without a reason", async () => {
    const before = await changes();
    const page = await open("enrolments");
    await page.getByRole("button", { name: /^End…/ }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "End the enrolment" }).click();
    await dialog.getByText("Say why, in a few words.").waitFor(soon);
    expect(await changes()).toBe(before);
  });
});
