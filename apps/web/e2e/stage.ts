import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

// @boundaries-ignore what a test says about stored data is read from the database itself
import { openPool, type Pool } from "../../../packages/db/src/client.ts";
// @boundaries-ignore the tests of the screens run against the real server
import { startWorld, type World } from "../../api/src/testing/world.ts";
import { launch } from "./browser.ts";
import { type Line, openLine } from "./line.ts";

export interface Stage {
  readonly world: World;
  readonly browser: Browser;
  /** The database, past every policy. */
  readonly pool: Pool;
  /** A device of its own, closed after the test. An error that one of its pages throws fails the test. */
  device(options: BrowserContextOptions): Promise<BrowserContext>;
  /** A device on which this person is signed in, by cookie: the sign-in page has tests of its own. */
  deviceOf(email: string, options: BrowserContextOptions): Promise<BrowserContext>;
  /** A line to the server that can be cut, for a device that has it as its `proxy`; closed after the test. */
  line(): Promise<Line>;
}

const opened = <T>(part: T | undefined): T => {
  if (part === undefined) throw new Error("The stage opens before the first test.");
  return part;
};

/** One server, one browser and one database for all tests of a file. */
export const openStage = (): Stage => {
  let world: World | undefined;
  let browser: Browser | undefined;
  let pool: Pool | undefined;
  const devices: BrowserContext[] = [];
  const lines: Line[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const starting = async (): Promise<void> => {
      world = await startWorld({ web: true });
      pool = openPool({ url: world.database.adminUrl, name: "e2e", max: 2 });
    };
    const launching = async (): Promise<void> => {
      browser = await launch();
    };
    await Promise.all([starting(), launching()]);
  });
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((device) => device.close()));
    await Promise.all(lines.splice(0).map((line) => line.close()));
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await pool?.end();
    await world?.close();
  });

  const device = async (options: BrowserContextOptions): Promise<BrowserContext> => {
    const context = await opened(browser).newContext(options);
    devices.push(context);
    // Two browsers, two servers and a database on two slow cores: a wait may take long without anything being wrong.
    context.setDefaultTimeout(45_000);
    context.on("weberror", (error) => complaints.push(error.error().message));
    // What an error boundary caught is only said there. A line that is down is some tests' very point.
    context.on("console", (message) => {
      const isLine = /^(Failed to load resource|WebSocket connection to)/.test(message.text());
      if (message.type() === "error" && !isLine) complaints.push(message.text());
    });
    return context;
  };
  return {
    get world() {
      return opened(world);
    },
    get browser() {
      return opened(browser);
    },
    get pool() {
      return opened(pool);
    },
    device,
    line: async () => {
      const line = await openLine();
      lines.push(line);
      return line;
    },
    deviceOf: async (email, options) => {
      const { cookie } = await opened(world).signIn(email);
      const [name = "", value = ""] = cookie.split("=");
      const context = await device(options);
      await context.addCookies([{ name, value, url: opened(world).url }]);
      return context;
    },
  };
};
