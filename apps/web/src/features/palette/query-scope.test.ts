import { expect, test } from "vitest";

import { scopeOf } from "./query-scope.ts";

test.each([
  ["ama", null, "ama"],
  ["  ama obi ", null, "ama obi"],
  ["@ama", "@student", "ama"],
  ["@ ama", "@student", "ama"],
  ["@student ama", "@student", "ama"],
  ["@student", "@student", ""],
  ["@studentama", "@student", "studentama"],
  ["#", "#case", ""],
  [">sign out", ">action", "sign out"],
  ["*reading", "*intervention", "reading"],
  ["", null, ""],
])("%j searches %s for %j", (typed, scope, words) => expect(scopeOf(typed)).toEqual({ scope, words }));
