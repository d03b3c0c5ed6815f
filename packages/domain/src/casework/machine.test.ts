import { describe, expect, test } from "vitest";

import { canClose, canMove, isActive, moves } from "./machine.ts";
import { CaseStatus } from "./schema.ts";

/** Rows: from; columns: to, in the order of the enum. `.` stays, `+` moves, `-` does not, `x` is closed for good. */
const table: { readonly [S in CaseStatus]: string } = {
  //             open mon imp not esc clo
  open: ". + + + + +",
  monitoring: "- . + + + +",
  improving: "- + . + + +",
  not_improving: "- + + . + +",
  escalated: "- + + + . +",
  closed: "x x x x x .",
};

const pairs = CaseStatus.options.flatMap((from) =>
  table[from].split(" ").map((cell, index) => [from, CaseStatus.options[index] ?? from, cell] as const),
);

describe("the transition table", () => {
  test("has every pair once", () => {
    expect(pairs).toHaveLength(CaseStatus.options.length ** 2);
    expect(Object.keys(moves)).toEqual(CaseStatus.options);
  });

  test.each(pairs)("%s to %s: %s", (from, to, cell) => {
    const verdict = canMove(from, to);
    if (cell === "." || cell === "+") {
      expect(verdict.allowed).toBe(true);
      return;
    }
    expect(verdict).toMatchObject({
      allowed: false,
      refusal: { situation: cell === "x" ? "CASE_CLOSED" : "IMPOSSIBLE_MOVE", field: "status" },
    });
  });

  test("escalating a closed case has its own words", () => {
    const reason = (to: CaseStatus) => {
      const verdict = canMove("closed", to);
      return verdict.allowed ? "" : verdict.refusal.message;
    };
    expect(reason("escalated")).toContain("escalated");
    expect(reason("open")).toContain("stay closed");
  });
});

test.each(CaseStatus.options)("%s asks for resolution notes exactly when it closes", (status) => {
  const closes = status === "closed";
  expect(canClose(status, "Bus pass arranged.").allowed).toBe(closes);
  for (const nothing of [undefined, null, "", "   "]) expect(canClose(status, nothing).allowed).toBe(!closes);
  expect(isActive(status)).toBe(!closes);
});
