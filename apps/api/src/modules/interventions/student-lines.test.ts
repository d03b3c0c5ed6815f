import { csvOf } from "@handrail/domain/kernel/csv";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { codesIn, codesInCsv } from "./student-lines.ts";

describe("codes from a file", () => {
  test.each(["\n", "\r\n", "\r"])("are on the lines that the file has (line end %j)", (end) => {
    const text = ["name;code", `"Two${end}lines";A-1`, "", "x;B-2", `"a${end}${end}b";C-3`, "y;D-4"].join(end);
    expect(codesInCsv(text)).toEqual({
      problem: null,
      lines: [
        { line: 2, code: "A-1" },
        { line: 5, code: "B-2" },
        { line: 6, code: "C-3" },
        { line: 9, code: "D-4" },
      ],
    });
  });

  test("need no header, and may have a byte-order mark, tabs, and gaps", () => {
    expect(codesInCsv("\u{FEFF}A-1\t7\nB-2\t8\n").lines).toEqual([
      { line: 1, code: "A-1" },
      { line: 2, code: "B-2" },
    ]);
    expect(codesInCsv("grade,Student Code\n7,A-1\n8\n").lines).toEqual([
      { line: 2, code: "A-1" },
      { line: 3, code: "" },
    ]);
  });

  test("a file that cannot be read says from which line on", () => {
    expect(codesInCsv('code\nA-1\n"B-2\n').problem).toMatchObject({ line: expect.any(Number) as number });
    expect(codesInCsv('code\nA-1\n"B-2\n').lines).toEqual([]);
    expect(codesInCsv("name,grade\nAnna,7\n").problem).toEqual({ line: 1, code: "No column is called “code”." });
    expect(codesInCsv("\n\n").problem).toMatchObject({ line: 1 });
  });

  test("for any file of records, each is on the line where it begins", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", '"', ",", "\n", " ", ";") });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (cells) => {
        const quoted = cells.map((text) => `"${text.replaceAll('"', '""')}"`);
        let line = 2;
        const expected = quoted.map((text, index) => {
          const at = { line, code: `K-${index}` };
          line += 1 + (text.match(/\n/g)?.length ?? 0);
          return at;
        });
        const text = ["note,code", ...quoted.map((one, index) => `${one},K-${index}`)].join("\n");
        expect(codesInCsv(text)).toEqual({ problem: null, lines: expected });
      }),
    );
  });
});

test("pasted codes: one a line, or several with commas, semicolons and blanks", () => {
  expect(codesIn("A-1, B-2;C-3\r\n\r\n  D-4\tE-5\n").lines).toEqual([
    { line: 1, code: "A-1" },
    { line: 1, code: "B-2" },
    { line: 1, code: "C-3" },
    { line: 3, code: "D-4" },
    { line: 3, code: "E-5" },
  ]);
});

test("an independent reader gets every exported value back, and none of them is a formula", () => {
  const text = fc.string({
    unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ",", ";", "a", "1", "＝"),
  });
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const read = parse(csvOf(rows), { bom: true, record_delimiter: "\r\n" });
      for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/);
      expect(read.map((row) => row.map((cell) => cell.replace(/^'/, "")))).toEqual(rows);
    }),
  );
});
