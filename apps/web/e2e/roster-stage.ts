import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

// @boundaries-ignore what a test says about the stored marks is read from the database itself
import { openPool, type Pool } from "../../../packages/db/src/client.ts";
// @boundaries-ignore the tests of the screens run against the real server
import type { World } from "../../api/src/testing/world.ts";

export interface Stage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about. */
  readonly complaints: readonly string[];
}

export const superuser = (world: World): Pool => openPool({ url: world.database.adminUrl, name: "roster-e2e", max: 2 });

/** A session of the demo by its title, moved so that it runs now. */
export const runningSession = async (pool: Pool, title: string): Promise<string> => {
  const [found] = await pool<{ id: string }[]>`
    update sessions s set start_time = now() - interval '7 minutes', end_time = now() + interval '30 minutes'
      from interventions i
     where i.id = s.intervention_id and i.name = ${title} and s.status = 'scheduled'
       and s.id = (select o.id from sessions o where o.intervention_id = i.id and o.status = 'scheduled' order by o.start_time limit 1)
    returning s.id`;
  if (found === undefined) throw new Error(`The demo has no open session of ${title}`);
  return found.id;
};

export interface StoredMark {
  readonly status: string;
  readonly version: number;
  readonly contested: number;
}

export const storedMarks = (pool: Pool, sessionId: string): Promise<StoredMark[]> => pool<StoredMark[]>`
  select status, version, jsonb_array_length(contested)::int as contested
    from attendance_records where session_id = ${sessionId} order by student_id`;

/** A context signed in as this person, by cookie: the sign-in page has tests of its own. */
export const signedInContext = async (
  world: World,
  browser: Browser,
  { email, ...options }: BrowserContextOptions & { readonly email: string },
): Promise<BrowserContext> => {
  const { cookie } = await world.signIn(email);
  const [name = "", value = ""] = cookie.split("=");
  const context = await browser.newContext(options);
  await context.addCookies([{ name, value, url: world.url }]);
  return context;
};

export const openRoster = async (world: World, context: BrowserContext, sessionId: string): Promise<Stage> => {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${world.url}/sessions/${sessionId}`);
  await page.locator("[data-row]").first().waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  return { context, page, complaints };
};

export const rowIds = (page: Page): Promise<string[]> =>
  page.locator("[data-row]").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["row"] ?? ""));

export const row = (page: Page, studentId: string) => page.locator(`[data-row="${studentId}"]`);

export const statusOf = (page: Page, studentId: string): Promise<string | null> =>
  row(page, studentId).getAttribute("data-status");

export const mark = async (page: Page, studentId: string, status: string): Promise<void> => {
  await row(page, studentId).locator(`input[value="${status}"]`).click();
};
