import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, test } from "vitest";

// @boundaries-ignore the ids of the demo are what its pages are opened by
import { demoIds } from "../../../packages/db/src/seed/ids.ts";
import { faultsOf, focusFaults, smallTargets } from "./audit.ts";
import { desktop, isWithoutBrowser, phone } from "./browser.ts";
import { isInstalled } from "./person-stage.ts";
import { openRoster, runningSession, soon } from "./roster-stage.ts";
import { openStage } from "./stage.ts";

/** Answers every request that asks for this with a failure of the server, until the returned function is called. */
const failing = async (context: BrowserContext, procedure: string, status: 500 | 503): Promise<() => Promise<void>> => {
  const asks = (url: URL): boolean => url.pathname.startsWith("/trpc/") && url.pathname.includes(procedure);
  const situation = status === 500 ? "UNKNOWN" : "BUSY";
  await context.route(asks, (route) => {
    const { pathname } = new URL(route.request().url());
    const error = {
      message: "Something went wrong on our side.",
      code: -32_603,
      data: { situation, httpStatus: status },
    };
    return route.fulfill({ status, json: pathname.split(",").map(() => ({ error })) });
  });
  return () => context.unroute(asks);
};

describe.skipIf(isWithoutBrowser)("what is shown when there is little to show", () => {
  const stage = openStage();

  const opened = async (email: string, path = "/"): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await stage.deviceOf(email, desktop);
    const page = await context.newPage();
    await page.goto(stage.world.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    return { context, page };
  };

  test("whoever lacks the tool is told whose it is; an address that leads nowhere says so", async () => {
    const { page } = await opened("novak@alder.example", "/sessions");
    await page.getByRole("heading", { name: "You can't open Sessions" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${stage.world.url}/sessions/${await runningSession(stage, "Reading Boost")}`);
    await page.getByRole("heading", { name: "You can't open Roster" }).waitFor();
    expect(await page.locator("[data-row]").count()).toBe(0);
    await page.goto(`${stage.world.url}/no/such/page`);
    await page.getByRole("heading", { name: "There is no page at this address" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to Today" }).click();
    await page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
  });

  test("a session that is not there, or somebody else's school's, is not open", async () => {
    const { page } = await opened("bell@cedar.example", "/sessions/01890000-0000-7000-8000-000000000000");
    const words = page.getByRole("heading", { name: "You cannot open this roster" });
    await words.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${stage.world.url}/sessions/${await runningSession(stage, "Reading Boost")}`);
    await words.waitFor();
    expect(await page.content()).not.toContain("Reading Boost");
  });

  test("a day without sessions says what belongs there and leads back to today", async () => {
    const { page } = await opened("okafor@alder.example", "/sessions?day=2031-01-01");
    await page.getByRole("heading", { name: /^No sessions/ }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to today" }).click();
    await page.getByRole("heading", { level: 3 }).first().waitFor();
  });

  test.each([500, 503] as const)("answered %i, a list says what is safe, and Retry brings it", async (status) => {
    const { context, page } = await opened("okafor@alder.example", "/account");
    const mend = await failing(context, "sessions.day", status);
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    const alert = page.getByRole("alert").filter({ hasText: "The sessions did not load" });
    await alert.waitFor();
    expect(await alert.innerText()).toContain("Marks you made are kept.");
    expect(await faultsOf(page)).toEqual([]);
    // The list also asks by itself every few seconds, so it is mended only after the button was pressed.
    const asked = page.waitForRequest((request) => request.url().includes("sessions.day"));
    await alert.getByRole("button", { name: "Retry" }).click();
    await asked;
    await mend();
    await page.getByRole("heading", { level: 3 }).first().waitFor();
    await alert.waitFor({ state: "detached" });
  });

  test("a roster and a list of devices that do not come say so in their own place", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const { context, page } = await opened("okafor@alder.example", "/sessions");
    const mends = [await failing(context, "attendance.roster", 500), await failing(context, "access.signIns", 500)];
    await page.locator(`a[href="/sessions/${id}"]`).first().click();
    await page.getByRole("heading", { name: "The roster did not load" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await mends[0]?.();
    await page.getByRole("button", { name: "Retry" }).click();
    await page.locator("[data-row]").first().waitFor();
    await page.getByRole("button", { name: /^You/ }).click();
    await page.getByRole("menuitem", { name: "Account" }).click();
    await page.getByRole("heading", { name: "The devices did not load" }).waitFor();
    await page.getByLabel("Current password").waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  test("a server that never answered is said, and asked again", async () => {
    const context = await stage.deviceOf("okafor@alder.example", desktop);
    const page = await context.newPage();
    const mend = await failing(context, "access.me", 503);
    await page.goto(stage.world.url);
    const retry = page.getByRole("button", { name: "Retry" });
    await retry.waitFor();
    expect(await faultsOf(page)).toEqual([]);
    // The page also asks by itself every few seconds, so it is mended only after the button was pressed.
    const asked = page.waitForRequest((request) => request.url().includes("access.me"));
    await retry.click();
    await asked;
    await mend();
    await page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
  });

  /** What the page is drawn from has another shape than agreed, until the returned function is called. */
  const misshapen = async (context: BrowserContext, procedure: string): Promise<() => Promise<void>> => {
    const asks = (url: URL): boolean => url.pathname.startsWith("/trpc/") && url.pathname.includes(procedure);
    await context.route(asks, (route) => {
      const { pathname } = new URL(route.request().url());
      return route.fulfill({ json: pathname.split(",").map(() => ({ result: { data: { at: 1 } } })) });
    });
    return () => context.unroute(asks);
  };

  test("an error while drawing stays in its part, has a page of its own, and is told without data", async () => {
    const { cookie } = await stage.world.signIn("okafor@alder.example");
    const [name = "", value = ""] = cookie.split("=");
    // Not a device of the stage: there an error on the console fails the test.
    const context = await stage.browser.newContext(desktop);
    try {
      await context.addCookies([{ name, value, url: stage.world.url }]);
      const told: string[] = [];
      context.on("request", (request) => {
        if (request.url().endsWith("/page-faults")) told.push(request.postData() ?? "");
      });
      const mend = await misshapen(context, "sessions.calendarFeeds");
      const page = await context.newPage();
      await page.goto(`${stage.world.url}/sessions/calendar`);
      const alert = page.getByRole("alert").filter({ hasText: "could not be shown" });
      await alert.waitFor();
      expect(await alert.innerText()).toContain("Your drafts and marks are kept.");
      expect(await faultsOf(page)).toEqual([]);
      const id = await alert.locator("code").innerText();
      expect(told.map((body): unknown => JSON.parse(body))).toEqual([
        {
          faultId: id,
          route: "/shell/sessions/calendar",
          part: "screen",
          errorName: "TypeError",
          build: expect.stringMatching(/^[\w-]+$/) as unknown,
        },
      ]);
      // The rest of the page goes on, and so does this screen once the cause has gone.
      await page.getByRole("navigation", { name: "Breadcrumb" }).waitFor();
      await mend();
      await alert.getByRole("button", { name: "Try again" }).click();
      await alert.waitFor({ state: "detached" });
      await page.getByRole("heading", { level: 1 }).waitFor();
    } finally {
      await context.close();
    }
  });

  interface Damage {
    readonly email: string;
    readonly path: string;
    readonly procedure: string;
    /** Spoils the one thing that this part alone is drawn from. */
    readonly spoil: (answer: Readonly<Record<string, Record<string, unknown>[]>>) => void;
    readonly part: string;
    readonly stays: string;
  }
  const damages: readonly (readonly [string, Damage])[] = [
    [
      "Insights",
      {
        email: "reyes@alder.example",
        path: "/insights",
        procedure: "progress.effectiveness",
        spoil: ({ programs }) => programs?.splice(0, 1, {}),
        part: "The table of programs could not be shown",
        stays: "Who needs support and has none?",
      },
    ],
    [
      "an intervention",
      {
        email: "reyes@alder.example",
        path: `/interventions/${demoIds.intervention("alder", "reading-boost")}`,
        procedure: "interventions.get",
        spoil: (answer) => Object.assign(answer, { goals: null }),
        part: "The overview could not be shown",
        stays: "Progress",
      },
    ],
    [
      "a case",
      {
        email: "reyes@alder.example",
        path: "/cases",
        procedure: "casework.one",
        spoil: ({ entries }) => Object.assign(entries?.[0] ?? {}, { by: null }),
        part: "The list of what happened could not be shown",
        stays: "Last contact",
      },
    ],
    [
      "a roster",
      {
        email: "okafor@alder.example",
        path: "/sessions",
        procedure: "attendance.roster",
        spoil: ({ rows }) => rows?.forEach((row) => Object.assign(row, { status: "present", recordedAt: "never" })),
        part: "The list of students could not be shown",
        stays: "Add student",
      },
    ],
  ];

  test.each(damages)("an error in one part of %s leaves the rest in place, and is tried again", async (_, damage) => {
    const { cookie } = await stage.world.signIn(damage.email);
    const [name = "", value = ""] = cookie.split("=");
    const context = await stage.browser.newContext(desktop);
    try {
      await context.addCookies([{ name, value, url: stage.world.url }]);
      const asks = (url: URL): boolean =>
        url.pathname.startsWith("/trpc/") && url.pathname.split(/[/,]/).includes(damage.procedure);
      await context.route(asks, async (route) => {
        const response = await route.fetch();
        const json = (await response.json()) as { result: { data: Parameters<Damage["spoil"]>[0] } }[];
        const names = new URL(route.request().url()).pathname.slice("/trpc/".length).split(",");
        damage.spoil(json[names.indexOf(damage.procedure)]?.result.data ?? {});
        await route.fulfill({ response, json });
      });
      const page = await context.newPage();
      const roster = `/sessions/${await runningSession(stage, "Reading Boost")}`;
      await page.goto(stage.world.url + (damage.path === "/sessions" ? roster : damage.path));
      if (damage.path === "/cases") await page.locator("main a[href^='/cases/']").first().click();
      const alert = page.getByRole("alert").filter({ hasText: damage.part });
      await alert.waitFor();
      await page.getByText(damage.stays).first().waitFor();
      expect(await page.getByRole("alert").filter({ hasText: "could not be shown" }).count()).toBe(1);
      await context.unroute(asks);
      await alert.getByRole("button", { name: "Try again" }).click();
      await alert.waitFor({ state: "detached" });
    } finally {
      await context.close();
    }
  });

  test("code that an update has taken away offers to reload", async () => {
    const context = await stage.browser.newContext(desktop);
    try {
      const { cookie } = await stage.world.signIn("okafor@alder.example");
      const [name = "", value = ""] = cookie.split("=");
      await context.addCookies([{ name, value, url: stage.world.url }]);
      const page = await context.newPage();
      await page.goto(stage.world.url);
      await page.getByRole("heading", { level: 1, name: /^Good/ }).waitFor();
      await page.route(/assets\/account-screen/, (route) => route.fulfill({ status: 404 }));
      await page.getByRole("button", { name: /^You/ }).click();
      await page.getByRole("menuitem", { name: "Account" }).click();
      const alert = page.getByRole("alert").filter({ hasText: "needs the new version" });
      await alert.waitFor();
      await page.unroute(/assets\/account-screen/);
      await alert.getByRole("button", { name: "Reload" }).click();
      await page.getByLabel("Current password").waitFor();
      expect(await alert.count()).toBe(0);
    } finally {
      await context.close();
    }
  });

  test("the gallery of components, section by section", async () => {
    const context = await stage.device(desktop);
    const page = await context.newPage();
    await page.goto(`${stage.world.url}/dev/gallery`);
    await page.getByRole("heading", { level: 2 }).first().waitFor();
    expect(await page.getByRole("heading", { level: 2 }).count()).toBeGreaterThanOrEqual(7);
    expect(await faultsOf(page)).toEqual([]);
  });

  test("what has the focus is outlined and in sight, from the first Tab on", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const { page } = await opened("okafor@alder.example");
    for (const [path, ready] of [
      ["/", "h3"],
      ["/sessions", "h3"],
      [`/sessions/${id}`, "[data-row]"],
      ["/account", "main form"],
    ] as const) {
      await page.goto(stage.world.url + path);
      await page.locator(ready).first().waitFor();
      await page.getByText("Live", { exact: true }).waitFor();
      const { steps, faults } = await focusFaults(page, 40);
      expect({ path, faults }).toEqual({ path, faults: [] });
      expect({ path, steps: steps > 8 ? "many" : steps }).toEqual({ path, steps: "many" });
    }
  });

  test("on the roster of a phone nothing is smaller than a thumb", async () => {
    const id = await runningSession(stage, "Reading Boost");
    const { context, page } = await openRoster(stage, id, { email: "okafor@alder.example", ...phone });
    await page.getByRole("button", { name: /^You/ }).waitFor();
    await isInstalled(page);
    expect(await smallTargets(page, 44)).toEqual([]);
    await page.locator("input[value=tardy]").first().tap();
    await context.setOffline(true);
    await page.locator("input[value=absent]").last().tap();
    await page.locator('[data-kept="1"]').waitFor(soon);
    expect(await smallTargets(page, 44)).toEqual([]);
    // The strip is at its fullest now, and nothing lies over anything else.
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: /^Finish when/ }).tap();
    await page.getByRole("button", { name: "Leave unmarked" }).waitFor();
    expect(await smallTargets(page, 44)).toEqual([]);
  });
});
