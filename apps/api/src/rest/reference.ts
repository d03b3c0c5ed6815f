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
    <meta name="color-scheme" content="light dark" />
    <link rel="stylesheet" href="swagger-ui.css" />
    <link rel="stylesheet" href="reference.css" />
  </head>
  <body>
    <div id="reference"></div>
    <script src="swagger-ui-bundle.js"></script>
    <script src="start.js"></script>
  </body>
</html>
`;

/** What the package leaves open: its dark colours follow the system, and a phone of 360 points holds every line. */
const style = `
body { margin: 0; }
.swagger-ui .wrapper { padding: 0 clamp(12px, 3vw, 32px); }
.swagger-ui .scheme-container { box-shadow: none; padding: 0 0 16px; }
.swagger-ui .servers-title, .swagger-ui .servers { display: none; }
.swagger-ui .info { margin: 32px 0; }
.swagger-ui :focus-visible { outline: 2px solid currentcolor; outline-offset: 2px; }
@media (max-width: 640px) {
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-summary-control { flex-wrap: wrap; min-width: 0; }
  .swagger-ui .opblock .opblock-summary-path-description-wrapper { flex-wrap: wrap; min-width: 0; }
  .swagger-ui .opblock .opblock-summary-path { max-width: 100%; overflow-wrap: anywhere; }
  .swagger-ui .opblock-body, .swagger-ui .model-box { overflow-x: auto; }
  .swagger-ui table, .swagger-ui tbody, .swagger-ui tr, .swagger-ui td { display: block; }
  .swagger-ui thead { display: none; }
  .swagger-ui input, .swagger-ui textarea, .swagger-ui select { max-width: 100%; min-width: 0; }
}
`;

const start = `const dark = window.matchMedia("(prefers-color-scheme: dark)");
const shade = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", shade);
shade();
window.SwaggerUIBundle({
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
  app.get(`${path}/reference.css`, (c) => c.body(style, 200, { "content-type": "text/css; charset=utf-8" }));
  app.get(`${path}/start.js`, (c) => c.body(start, 200, { "content-type": "text/javascript; charset=utf-8" }));
  for (const [name, type] of Object.entries(files)) {
    let kept: Buffer<ArrayBuffer> | undefined;
    app.get(`${path}/${name}`, (c) => {
      kept ??= readFileSync(join(folder, name)) as Buffer<ArrayBuffer>;
      return c.body(kept, 200, { "content-type": type, "cache-control": "public, max-age=3600" });
    });
  }
};
