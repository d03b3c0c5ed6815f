import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { isPagePath } from "@handrail/domain/access/pages";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type Context } from "hono";
import { compress } from "hono/compress";

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // React sets style attributes by script, which this does not touch; markup with style attributes stays refused.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** The web app: hashed assets for ever, the page with a nonce of its own per answer. */
export const serveWeb = (webDir: string): Hono => {
  const app = new Hono();
  const indexFile = join(webDir, "index.html");
  const page = (c: Context, status: 200 | 404 = 200) => {
    if (!existsSync(indexFile)) return c.text("The web app is not built.", 404);
    const nonce = randomBytes(16).toString("base64");
    c.header("content-security-policy", policy(nonce));
    c.header("cache-control", "no-cache");
    return c.html(readFileSync(indexFile, "utf8").replaceAll("{{nonce}}", nonce), status);
  };
  app.use("/assets/*", compress());
  app.use("/assets/*", async (c, next) => {
    await next();
    c.header("cache-control", c.res.ok ? "public, max-age=31536000, immutable" : "no-store");
  });
  app.use("/assets/*", serveStatic({ root: webDir }));
  app.get("/assets/*", (c) => c.text("There is no such file.", 404));
  app.get("/", (c) => page(c));
  // By its file name too it is the page with a nonce, never the file as it lies there.
  app.get("/index.html", (c) => page(c));
  app.use("/*", async (c, next) => {
    await next();
    if (c.res.ok && !c.res.headers.has("cache-control")) c.header("cache-control", "no-cache");
  });
  app.use("/*", serveStatic({ root: webDir }));
  app.get("/*", async (c, next) => {
    if (isPagePath(c.req.path)) return page(c);
    // A person who mistyped an address gets the app's own words for it; a program gets none of the app.
    const isPerson = c.req.header("accept")?.includes("text/html") === true && !c.req.path.includes(".");
    return isPerson ? page(c, 404) : next();
  });
  return app;
};
