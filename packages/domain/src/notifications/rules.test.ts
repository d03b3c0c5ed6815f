import { describe, expect, test } from "vitest";

import { canSnooze, typesOf } from "./rules.ts";
import { InboxTab, NotificationType } from "./schema.ts";

describe("putting off", () => {
  const days = { until: "2026-11-23", today: "2026-11-20" };
  test("is to a later day", () => {
    expect(canSnooze({ type: "mention" }, days)).toEqual({ allowed: true });
    expect(canSnooze({ type: "mention" }, { ...days, until: days.today })).toMatchObject({
      refusal: { situation: "INVALID_INPUT", field: "until" },
    });
  });

  test("is not for what somebody waits for", () => {
    expect(canSnooze({ type: "case_escalated" }, days)).toMatchObject({ refusal: { situation: "NOT_ALLOWED" } });
  });
});

test("every kind of line stands under exactly one tab beside All", () => {
  const tabs = InboxTab.options.filter((tab) => tab !== "all").map((tab) => typesOf(tab) ?? []);
  expect(tabs.flat().toSorted()).toEqual([...NotificationType.options].toSorted());
  expect(typesOf("all")).toBeNull();
});
