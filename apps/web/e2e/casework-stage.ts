import type { Locator, Page } from "playwright-core";

import { causes } from "../src/features/casework/words.ts";
import { desktop } from "./browser.ts";
import { openStage, type Stage } from "./stage.ts";

export const park = "park@alder.example";
export const reyes = "reyes@alder.example";

/** What a busy machine may take to answer and draw. */
export const soon = { timeout: 20_000, interval: 100 };

export const recorder = (page: Page): Locator => page.getByRole("dialog", { name: "Record meeting" });
export const record = (page: Page): Locator => recorder(page).getByRole("button", { name: /^Record/ });
export const update = (page: Page): Locator => page.getByRole("form", { name: "Add an update" });
export const entries = (page: Page): Locator => page.getByRole("region", { name: "Entries" }).locator("ol > li");
export const rows = (page: Page): Locator => page.getByRole("table", { name: "Cases" }).locator("tbody tr");

export const causeWord = (rootCause: string): string => causes.find(({ value }) => value === rootCause)?.label ?? "";

/** Writes a meeting whole, but for its student and its date. */
export const fill = async (page: Page, words: string, cause: string): Promise<void> => {
  const form = recorder(page);
  await form.getByLabel("What did the student say?").fill(words);
  await form.getByRole("radio", { name: cause }).check({ force: true });
  await form.getByLabel("What you noticed").fill("Tired, and glad to be asked.");
  await form.getByLabel("Plan", { exact: true }).fill("A later start on Mondays.");
};

/** By its label: the radio itself is hidden, and lies elsewhere. */
export const chooseUrgency = (page: Page, urgency: string): Promise<void> =>
  recorder(page)
    .locator("label", { has: page.getByRole("radio", { name: urgency }) })
    .click();

export const pick = async (page: Page, code: string): Promise<void> => {
  await recorder(page).getByRole("combobox", { name: "Student" }).fill(code);
  await recorder(page).getByRole("option").first().waitFor();
  await recorder(page).getByRole("combobox", { name: "Student" }).press("Enter");
};

/** A stage with what the tests of casework ask for again and again. */
export const openCaseworkStage = () => {
  const stage: Stage = openStage();
  const clientOf = async (email: string) => (await stage.world.signIn(email)).client;
  const casesOf = async (email: string) =>
    (await (await clientOf(email)).casework.list.query({ scope: "all", status: "active", limit: 100 })).cases;
  return {
    stage,
    clientOf,
    casesOf,
    open: async (email: string, path: string, options: Parameters<typeof stage.deviceOf>[1] = desktop) => {
      const device = await stage.deviceOf(email, options);
      const page = await device.newPage();
      await page.goto(`${stage.world.url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return page;
    },
    /** An active case of the demo in this status. */
    caseOf: async (email: string, status: string) => {
      const found = (await casesOf(email)).find((one) => one.status === status);
      if (found === undefined) throw new Error(`The demo has no such case: ${status}.`);
      return found;
    },
    /** Students whom this person may open a case for, with none of this cause so far; without a cause: with none at all. */
    freeStudents: async (email: string, rootCause?: string) => {
      const all = await (await clientOf(reyes)).casework.list.query({ scope: "all", limit: 100 });
      const taken = new Set(
        all.cases.flatMap((one) => (rootCause === undefined || one.rootCause === rootCause ? [one.studentId] : [])),
      );
      return (await (await clientOf(email)).casework.students.query()).filter(({ studentId }) => !taken.has(studentId));
    },
  };
};
