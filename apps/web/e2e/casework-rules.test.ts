import { moves } from "@handrail/domain/casework/machine";
import { CaseStatus } from "@handrail/domain/casework/schema";
import type { Locator } from "playwright-core";
import { describe, expect, test } from "vitest";

import { isWithoutBrowser } from "./browser.ts";
import { fill, openCaseworkStage, park, pick, record, recorder, reyes, soon, update } from "./casework-stage.ts";

/** Where a move cannot be made, the sentence that says why. */
const escalating = "Escalating asks a person to take this on: use “Escalate”.";
const onlyFirst = "A case cannot go back to Open once it has been worked on.";

describe.skipIf(isWithoutBrowser)("the rules of casework at their fields", () => {
  const { stage, open, caseOf, clientOf, freeStudents } = openCaseworkStage();

  /** What the field itself says is wrong with it, as it is read out. */
  const saidOf = (field: Locator): Promise<string | null> =>
    field.evaluate((one) => {
      const ids = (one.getAttribute("aria-describedby") ?? "").split(" ");
      const isInvalid = one.getAttribute("aria-invalid") === "true";
      return isInvalid ? ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ") : null;
    });

  test("each field of the recorder says its own rule, and the way to it stands above the form", async () => {
    const [student] = await freeStudents(park);
    const { day: today } = await (await clientOf(park)).today.read.query({ scope: "mine" });
    const page = await open(park, "/cases");
    await page.getByRole("button", { name: "Record meeting" }).first().click();
    await pick(page, student?.displayCode ?? "");
    await fill(page, "Missed the bus twice.", "Other");
    const form = recorder(page);
    const at = {
      said: form.getByLabel("What did the student say?"),
      noticed: form.getByLabel("What you noticed"),
      plan: form.getByLabel("Plan", { exact: true }),
      day: form.getByLabel("Date of the meeting"),
      followUp: form.getByRole("textbox", { name: /^Follow-up/ }),
    };
    const cases: readonly (readonly [keyof typeof at, string, string, RegExp])[] = [
      ["said", "  ", "Missed the bus twice.", /^Write what the student said\./],
      ["noticed", "", "Tired.", /^Write what you noticed\./],
      ["plan", " ", "A later start.", /^Write what happens next\./],
      ["day", "", today, /^Say on which day you met\./],
      ["day", "2099-01-01", today, /^A meeting cannot be in the future/],
      ["followUp", today, "2w", /^Follow-up must be after today/],
      ["followUp", "2020-01-01", "", /^Follow-up must be after today/],
      ["followUp", "some day", "", /^Write a day after today/],
    ];
    for (const [name, wrong, right, words] of cases) {
      await at[name].fill(wrong);
      await record(page).click();
      await form.getByText("One thing to put right.").waitFor();
      await expect.poll(async () => (await saidOf(at[name])) ?? "", soon).toMatch(new RegExp(words.source.slice(1)));
      // The sentence above leads to the field.
      await form.getByRole("alert").getByRole("button").click();
      expect(await at[name].evaluate((one) => one === document.activeElement)).toBe(true);
      await at[name].fill(right);
      await expect.poll(() => saidOf(at[name]), soon).toBeNull();
    }
    const [kept] = await stage.pool<{ n: number }[]>`
      select count(*)::int as n from case_entries where student_id = ${student?.studentId ?? null}`;
    expect(kept).toEqual({ n: 0 });
  });

  test.each(CaseStatus.options)(
    "a case that is %s offers the moves that there are, and says why not of the others",
    async (status) => {
      const client = await clientOf(reyes);
      const { cases } = await client.casework.list.query({ status, limit: 1 });
      const [one] = cases;
      const page = await open(reyes, `/cases/${one?.id}`);
      if (status === "closed") {
        await page.getByRole("list", { name: "Status" }).getByText("Closed").waitFor();
        expect(await update(page).count()).toBe(0);
        expect(await page.getByRole("radio").count()).toBe(0);
        return;
      }
      await update(page).waitFor();
      const offered = await update(page)
        .getByRole("radio")
        .evaluateAll((all) =>
          all.flatMap((radio) => (radio instanceof HTMLInputElement && !radio.disabled ? [radio.value] : [])),
        );
      // Escalating has a control of its own, since it asks for a person.
      const expected = [...new Set([status, ...moves[status]])].filter((to) => to === status || to !== "escalated");
      expect(offered.toSorted()).toEqual(expected.toSorted());
      const reasons = await update(page).getByRole("group", { name: "Status" }).innerText();
      if (status !== "open") expect(reasons).toContain(`Open: ${onlyFirst}`);
      if (status !== "escalated") expect(reasons).toContain(`Escalated: ${escalating}`);
    },
  );

  test("an update, a correction, an escalation, an agreement: each says what is missing where it is missing", async () => {
    const one = await caseOf(park, "open");
    const page = await open(park, `/cases/${one.id}`);
    const form = update(page);
    await form.getByRole("button", { name: "Add update" }).click();
    const words = form.getByLabel("What happened since?");
    const followUp = form.getByRole("textbox", { name: /^Next follow-up/ });
    await expect.poll(() => saidOf(words), soon).toContain("Write what happened since.");
    await expect.poll(() => words.evaluate((field) => field === document.activeElement), soon).toBe(true);
    await words.fill("On time all week.");
    await followUp.fill("2020-01-01");
    await form.getByRole("button", { name: "Add update" }).click();
    await expect.poll(() => saidOf(followUp), soon).toMatch(/ A day after today: 2w, fri, \d+ [a-z]{3}\./);
    await followUp.fill("");
    await form.getByRole("radio", { name: "Closed" }).check({ force: true });
    await form.getByRole("button", { name: "Close the case" }).click();
    await expect
      .poll(() => saidOf(form.getByLabel("Resolution notes")), soon)
      .toContain("Closing needs resolution notes: say what was resolved.");
    await form.getByRole("radio", { name: "Open", exact: true }).check({ force: true });

    await page.getByRole("button", { name: "Change", exact: true }).first().click();
    const sheet = page.getByRole("dialog", { name: "Change this meeting" });
    await sheet.getByLabel("Plan").fill(" ");
    await sheet.getByLabel("Date of the meeting").fill("2099-01-01");
    await sheet.getByRole("button", { name: "Save" }).click();
    await expect.poll(() => saidOf(sheet.getByLabel("Plan")), soon).toContain("Write something here.");
    await expect
      .poll(() => saidOf(sheet.getByLabel("Date of the meeting")), soon)
      .toContain("A meeting cannot be in the future");
    await sheet.getByRole("button", { name: "Cancel" }).click();

    await page.getByRole("button", { name: "Escalate" }).click();
    const dialog = page.getByRole("dialog", { name: /^Escalate the case of / });
    await dialog.getByRole("button", { name: "Escalate" }).click();
    await expect.poll(() => saidOf(dialog.getByLabel("To whom")), soon).toContain("Choose who is to take it on.");
    await expect.poll(() => saidOf(dialog.getByLabel("Reason")), soon).toContain("Say why, so that they can act.");
    await dialog.getByRole("button", { name: "Cancel" }).click();

    await page.getByRole("button", { name: "Add an agreed action" }).click();
    const agreed = page.getByRole("region", { name: "What was agreed" });
    await agreed.getByRole("textbox", { name: /^By/ }).fill("2020-01-01");
    await agreed.getByRole("button", { name: "Agree", exact: true }).click();
    await expect.poll(() => saidOf(agreed.getByLabel(/ gets$/)), soon).toContain("Say what the student gets.");
    await agreed.getByText(/A day after today: 2w, fri, \d+ [a-z]{3}\.$/).waitFor();
    expect((await (await clientOf(park)).casework.one.query({ caseId: one.id })).case.version).toBe(one.version);
  });
});
