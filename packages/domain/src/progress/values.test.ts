import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { cellsOf, placed } from "./pasted.ts";
import { readValue, valueFault, writeValue } from "./values.ts";

const of = (metric: "likert" | "percent" | "score", lowest: number | null = null, highest: number | null = null) => ({
  metric,
  lowest,
  highest,
});

describe("a value", () => {
  test.each([
    ["likert", 3, null],
    ["likert", 2.5, "Use a whole number from 1 to 5."],
    ["likert", 0, "Use a whole number from 1 to 5."],
    ["percent", 0, null],
    ["percent", 100, null],
    ["percent", 100.5, "Use 0 to 100 per cent."],
    ["score", -12.5, null],
    ["score", Number.POSITIVE_INFINITY, "Write a number."],
    ["score", 1_000_001, "Use a number of at most seven digits."],
  ] as const)("of %s: %s", (metric, value, fault) => {
    expect(valueFault(of(metric), value)).toBe(fault);
  });

  test.each([
    ["score", " 42 ", { value: 42 }],
    ["score", "41,5", { value: 41.5 }],
    ["score", "\u22123", { value: -3 }],
    ["percent", "80 %", { value: 80 }],
    ["score", "80 %", { fault: "Write a number." }],
    ["score", "", { value: null }],
    ["score", "1e9", { fault: "Write a number." }],
    ["score", "0x10", { fault: "Write a number." }],
    ["score", "1,000.5", { fault: "Write a number." }],
    ["likert", "6", { fault: "Use a whole number from 1 to 5." }],
    ["score", "0,123", { value: 0.123 }],
    ["score", "1234,567", { value: 1234.567 }],
    ["score", "１２", { value: 12 }],
    ["score", "\u200E12\u00A0", { value: 12 }],
    ["score", "1,234", { fault: "Write 1234 or 1.234: the comma can mean either.", asks: true }],
    ["score", "-12,345", { fault: "Write -12345 or -12.345: the comma can mean either.", asks: true }],
  ] as const)("typed for %s as “%s”", (metric, text, read) => {
    expect(readValue(of(metric), text)).toEqual(read);
  });

  test("with a comma before three digits is what the person says it is", () => {
    expect(readValue(of("score"), "1,234", "thousands")).toEqual({ value: 1234 });
    expect(readValue(of("score"), "1,234", "decimal")).toEqual({ value: 1.234 });
    expect(readValue(of("score"), "12,5", "thousands")).toEqual({ value: 12.5 });
  });

  test("lies within what its program says", () => {
    expect(valueFault(of("score", 0), -5)).toBe("Use 0 or more.");
    expect(valueFault(of("score", null, 300), 301)).toBe("Use at most 300.");
    expect(valueFault(of("score", 0, 300), 301)).toBe("Use 0 to 300.");
    expect(valueFault(of("score", 0, 300), 300)).toBeNull();
    expect(valueFault(of("percent", null, 200), 150)).toBe("Use 0 to 100 per cent.");
    expect(readValue(of("score", 0), "-5")).toEqual({ fault: "Use 0 or more." });
  });

  test("is written so that reading gives it back, to two decimals", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (hundredths) => {
        const value = hundredths / 100;
        expect(readValue(of("score"), writeValue(value))).toEqual({ value });
      }),
    );
  });
});

describe("a pasted block", () => {
  test.each([
    [
      "42\t43\n44\t45\n",
      [
        ["42", "43"],
        ["44", "45"],
      ],
    ],
    ["42\r\n43\r\n", [["42"], ["43"]]],
    ['"4\n2"\t"a ""b"""', [["4\n2", 'a "b"']]],
    ["", []],
    ["7\t\t9", [["7", "", "9"]]],
    [
      "12\t13\r15\t16",
      [
        ["12", "13"],
        ["15", "16"],
      ],
    ],
    [
      '"12\t13\n14\t15',
      [
        ['"12', "13"],
        ["14", "15"],
      ],
    ],
    [
      '12\t"13\n"14"\t15',
      [
        ["12", '"13'],
        ["14", "15"],
      ],
    ],
    ['6" ruler\t7', [['6" ruler', "7"]]],
  ])("%j", (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  test("any cells survive being copied and pasted", () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replace(/\r/g, "").trim());
    const block = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(block, (cells) => {
        const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const copied = `${cells.map((row) => row.map(quoted).join("\t")).join("\n")}\n`;
        expect(cellsOf(copied)).toEqual(cells);
      }),
    );
  });

  const grid = { codes: ["WREN-1", "SWIFT-2", "HERON-3"], columns: 2 };

  test("goes from the cell in hand to the right and down, and says what has no place", () => {
    expect(
      placed(
        [
          ["1", "2"],
          ["3", "4"],
        ],
        { row: 1, column: 1 },
        grid,
      ),
    ).toEqual([
      { row: 1, column: 1, text: "1", fault: null },
      { row: 1, column: 2, text: "2", fault: "There are no more days." },
      { row: 2, column: 1, text: "3", fault: null },
      { row: 2, column: 2, text: "4", fault: "There are no more days." },
    ]);
    expect(placed([["1"], ["2"]], { row: 2, column: 0 }, grid)[1]).toMatchObject({
      fault: "There are no more students.",
    });
  });

  test("goes by code when its first column holds codes, wherever it is pasted", () => {
    expect(
      placed(
        [
          ["heron-3", "9"],
          ["WREN-1", "7"],
          ["DODO-4", "1"],
        ],
        { row: 2, column: 0 },
        grid,
      ),
    ).toEqual([
      { row: 2, column: 0, text: "9", fault: null },
      { row: 0, column: 0, text: "7", fault: null },
      { row: -1, column: 0, text: "1", fault: "Nobody here has the code DODO-4." },
    ]);
  });
});
