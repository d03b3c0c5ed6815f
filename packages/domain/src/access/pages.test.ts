import { expect, test } from "vitest";

import { isPagePath } from "./pages.ts";

test.each(["/", "/sign-in", "/students/0198", "/students/0198/report", "/insights/decisions", "/cases/"])(
  "%s is a page",
  (path) => expect(isPagePath(path)).toBe(true),
);

test.each(["//", "/metrics", "/api/students", "/wp-login.php", "/students/list.csv", "/cases.json", "/.env", "/Cases"])(
  "%s is no page",
  (path) => expect(isPagePath(path)).toBe(false),
);
