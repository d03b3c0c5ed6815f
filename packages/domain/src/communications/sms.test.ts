import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { smsSize } from "./sms.ts";

describe("a text message", () => {
  test.each([
    ["", 0, 0],
    ["a".repeat(160), 160, 1],
    ["a".repeat(161), 161, 2],
    ["a".repeat(306), 306, 2],
    ["a".repeat(307), 307, 3],
    ["€".repeat(80), 160, 1],
    ["ş".repeat(70), 70, 1],
    ["ş".repeat(71), 71, 2],
    ["🙂", 2, 1],
  ] as const)("of %# characters is counted as it is charged", (text, places, parts) => {
    expect(smsSize(text)).toMatchObject({ places, parts });
  });

  test("a character of two places is not torn apart", () => {
    // 152 places, then one of two: it begins the second part, which leaves one place of the first unused.
    expect(smsSize(`${"a".repeat(152)}€${"a".repeat(151)}`)).toMatchObject({ places: 305, parts: 2 });
    expect(smsSize(`${"a".repeat(152)}€${"a".repeat(152)}`)).toMatchObject({ places: 306, parts: 3 });
  });

  test("names the first character that makes it more expensive", () => {
    expect(smsSize("Élan").foreign).toBeNull();
    expect(smsSize("Linh Nguyễn").foreign).toBe("ễ");
  });

  test("whatever is written, a part is full or it is the last", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "€", "ş", "🙂"), maxLength: 600 }), (text) => {
        const { places, parts, foreign } = smsSize(text);
        const room = foreign === null ? 153 : 67;
        expect(parts).toBeGreaterThanOrEqual(Math.ceil(places / (foreign === null ? 160 : 70)));
        expect(places).toBeGreaterThan(Math.max(0, parts - 1) * (room - 1) - 1);
      }),
    );
  });
});
