import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";

import type { Stage } from "./stage.ts";

/** Generous: what a test waits for takes milliseconds, on a busy machine seconds. */
export const soon = { timeout: 20_000 };

/** A session of the demo by its title, moved so that it runs now, with the claims on its people and its room. */
export const runningSession = async ({ pool }: Stage, title: string): Promise<string> => {
  const [found] = await pool<{ id: string }[]>`
    update sessions s set start_time = now() - interval '7 minutes', end_time = now() + interval '30 minutes'
      from interventions i
     where i.id = s.intervention_id and i.name = ${title} and s.status = 'scheduled'
       and s.id = (select o.id from sessions o where o.intervention_id = i.id and o.status = 'scheduled' order by o.start_time limit 1)
    returning s.id`;
  if (found === undefined) throw new Error(`The demo has no open session of ${title}`);
  await pool`
    update bookings b set active = false
      from bookings o join sessions s on s.id = o.session_id
     where o.session_id = ${found.id} and b.tenant_id = o.tenant_id and b.session_id <> o.session_id and b.active
       and b.resource_kind = o.resource_kind and b.resource_id = o.resource_id
       and b.during && tstzrange(s.start_time, s.end_time)`;
  await pool`
    update bookings b set during = tstzrange(s.start_time, s.end_time)
      from sessions s where s.id = b.session_id and b.session_id = ${found.id}`;
  return found.id;
};

export interface StoredMark {
  readonly studentId: string;
  readonly status: string;
  readonly version: number;
  readonly contested: number;
  readonly note: string | null;
  readonly expectation: string;
}

export const storedMarks = ({ pool }: Stage, sessionId: string): Promise<StoredMark[]> => pool<StoredMark[]>`
  select student_id as "studentId", status, version, jsonb_array_length(contested)::int as contested, notes as note, expectation
    from attendance_records where session_id = ${sessionId} order by student_id`;

/** Waits until the roster is there and hears of changes. */
const arrived = async (page: Page): Promise<void> => {
  await page.locator("[role=row][data-row]").first().waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
};

/** Another tab of a device, on the same roster. */
export const openTab = async (stage: Stage, context: BrowserContext, sessionId: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${stage.world.url}/sessions/${sessionId}`);
  await arrived(page);
  return page;
};

/** A device of this person, on this roster. */
export const openRoster = async (
  stage: Stage,
  sessionId: string,
  { email, ...options }: BrowserContextOptions & { readonly email: string },
): Promise<{ readonly context: BrowserContext; readonly page: Page }> => {
  const context = await stage.deviceOf(email, options);
  return { context, page: await openTab(stage, context, sessionId) };
};

/** Everything that a store of this browser's database holds; nothing where there is no such database. */
export const onDevice = (page: Page, database: string, store: string): Promise<readonly unknown[]> =>
  page.evaluate(
    async ([name, table]) => {
      if (!(await indexedDB.databases()).some((one) => one.name === name)) return [];
      return new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener("error", () => reject(opening.error ?? new Error("not opened")));
        opening.addEventListener("success", () => {
          const all = opening.result.transaction(table).objectStore(table).getAll();
          all.addEventListener("success", () => {
            opening.result.close();
            resolve(all.result);
          });
        });
      });
    },
    [database, store] as const,
  );

/** The device's own copy of the roster is written a moment after it was shown. */
export const copyIsKept = async (page: Page, sessionId: string): Promise<boolean> =>
  JSON.stringify(await onDevice(page, "handrail-rosters", "rosters")).includes(sessionId);

export const openMenu = async (page: Page, studentId: string, item: string): Promise<void> => {
  await row(page, studentId)
    .getByRole("button", { name: /^More for/ })
    .click();
  await page.getByRole("menuitem", { name: item }).click();
};

export const rowIds = (page: Page): Promise<string[]> =>
  page.locator("[data-row]").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["row"] ?? ""));

export const row = (page: Page, studentId: string) => page.locator(`[data-row="${studentId}"]`);

export const statusOf = (page: Page, studentId: string): Promise<string | null> =>
  row(page, studentId).getAttribute("data-status");

export const mark = async (page: Page, studentId: string, status: string): Promise<void> => {
  await row(page, studentId).locator(`input[value="${status}"]`).click();
};
