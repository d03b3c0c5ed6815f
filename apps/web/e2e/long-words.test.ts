import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo are what its pages are opened by
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { isWithoutBrowser, overflow, phone } from "./browser.ts";
import { runningSession } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

/** No place to break the line at: an address as people paste it, and a name of one word. */
const address = `https://files.example/${"a1b2c3d4e5".repeat(15)}`;
const name = "Leseverständnisförderungsgruppenkoordination".repeat(2).slice(0, 80);

/** Columns that hold what people write, with the word that is put into every row. */
const columns: readonly (readonly [string, string, string])[] = [
  ["case_entries", "absence_reason", address],
  ["case_entries", "intervention_notes", address],
  ["case_entries", "action_plan", address],
  ["case_entries", "update_text", address],
  ["case_actions", "what", address],
  ["progress_notes", "note", address],
  ["interventions", "objective", address],
  ["programs", "description", address],
  ["programs", "name", name],
  ["interventions", "name", name],
  ["locations", "name", name],
  ["users", "name", name],
  ["attendance_records", "notes", address],
  ["closures", "reason", name],
];

const headingOf = (page: Page) => page.getByRole("heading", { level: 1 }).first();

describe.skipIf(isWithoutBrowser)("words that are longer than a phone is wide", () => {
  const stage = openStage();

  test("no page grows beyond its window", async () => {
    const roster = await runningSession(stage, "Reading Boost");
    const ids = await stage.pool<{ case: string; intervention: string; program: string }[]>`
      select (select k.id from cases k join case_entries e on e.case_id = k.id where k.tenant_id = i.tenant_id limit 1) as case,
             i.id as intervention, i.program_id as program
        from interventions i where i.name = 'Reading Boost'`;
    const [at] = ids;
    if (at === undefined) throw new Error("The demo has no Reading Boost");
    for (const [table, column, word] of columns) {
      // Some names are unique in their school: a number keeps them apart.
      const done = await stage.pool`
        update ${stage.pool(table)} t set ${stage.pool(column)} = ${word} || n.place
          from (select id, row_number() over (order by id) as place from ${stage.pool(table)}) n
         where n.id = t.id and t.${stage.pool(column)} is not null`;
      expect(done.count, `${table}.${column}`).toBeGreaterThan(0);
    }
    const page = await (await stage.deviceOf("reyes@alder.example", phone)).newPage();
    const tooWide: string[] = [];
    for (const path of [
      "/",
      "/?scope=school",
      "/inbox",
      "/sessions?scope=school",
      "/sessions/not-taken?scope=school",
      "/sessions/calendar",
      `/sessions/${roster}`,
      "/students",
      `/students/${demoIds.student("alder", 0)}`,
      `/students/${demoIds.student("alder", 0)}/report`,
      "/messages",
      "/cases",
      `/cases/${at.case}`,
      "/interventions",
      `/interventions/${at.intervention}`,
      `/interventions/${at.intervention}?part=enrolments`,
      `/interventions/${at.intervention}?part=sessions`,
      `/interventions/${at.intervention}?part=progress`,
      "/programs",
      `/programs/${at.program}`,
      "/insights",
      "/insights/decisions",
      "/jobs",
      "/account",
    ]) {
      await page.goto(stage.world.url + path);
      await headingOf(page).waitFor();
      await page.waitForLoadState("networkidle");
      const px = await overflow(page);
      if (px > 0) tooWide.push(`${path}: ${px} px`);
    }
    expect(tooWide).toEqual([]);
  });
});
