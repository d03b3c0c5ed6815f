import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import type { Env, Hono } from "hono";
import { compress } from "hono/compress";

const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

/** Of the package, the two files that the page needs, each read once and kept. */
const files: Readonly<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Handrail: REST reference</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="swagger-ui.css" />
  </head>
  <body>
    <div id="reference"></div>
    <script src="swagger-ui-bundle.js"></script>
    <script src="start.js"></script>
  </body>
</html>
`;

const start = `window.SwaggerUIBundle({
  url: "../openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
});
`;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The document as a page to read and try, from this server's own disk. */
export const addReference = <E extends Env>(app: Hono<E>, path: string): void => {
  app.get(path, (c) => c.redirect(`${path}/`));
  app.use(`${path}/*`, compress());
  app.get(`${path}/`, (c) => {
    c.header("content-security-policy", policy);
    c.header("cache-control", "no-cache");
    return c.html(page);
  });
  app.get(`${path}/start.js`, (c) => c.body(start, 200, { "content-type": "text/javascript; charset=utf-8" }));
  for (const [name, type] of Object.entries(files)) {
    let kept: Buffer<ArrayBuffer> | undefined;
    app.get(`${path}/${name}`, (c) => {
      kept ??= readFileSync(join(folder, name)) as Buffer<ArrayBuffer>;
      return c.body(kept, 200, { "content-type": type, "cache-control": "public, max-age=3600" });
    });
  }
};
