import { csvOf } from "@handrail/domain/kernel/csv";
import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { studentsIn, studentsInCsv } from "./student-lines.ts";

const read = (text: string, asked: Parameters<typeof studentsInCsv>[1] = {}) => {
  const { lines, file } = studentsInCsv(text, asked);
  return { lines: lines.map(({ line, text: words, fault }) => [line, fault === null ? words : "fault"]), file };
};

describe("students of a file", () => {
  test.each(["\n", "\r\n", "\r"])("are on the lines that the file has (line end %j)", (end) => {
    const text = ["name;code", `"Two${end}lines";A-1`, "", "x;B-2", `"a${end}${end}b";C-3`, "y;D-4"].join(end);
    expect(read(text).lines).toEqual([
      [2, "A-1"],
      [5, "B-2"],
      [6, "C-3"],
      [9, "D-4"],
    ]);
  });

  test.each([
    // A comma inside a cell, and one inside a number, part nothing in a file of semicolons.
    ["sits with;code\nAVOCET-93, WREN-42;HERON-91\n", "semicolon", [[2, "HERON-91"]]],
    [
      "score;code\n3,5;HERON-91\n4,0;WREN-42\n",
      "semicolon",
      [
        [2, "HERON-91"],
        [3, "WREN-42"],
      ],
    ],
    [
      "\u{FEFF}A-1\t7\nB-2\t8\n",
      "tab",
      [
        [1, "A-1"],
        [2, "B-2"],
      ],
    ],
    [
      "grade,Student Code\n7,A-1\n8\n",
      "comma",
      [
        [2, "A-1"],
        [3, ""],
      ],
    ],
    [
      "A-1;note, one\nB-2;note, two",
      "semicolon",
      [
        [1, "A-1"],
        [2, "B-2"],
      ],
    ],
    ["x|code\n1|A-1", "bar", [[2, "A-1"]]],
    ["sep=;\nsits with, near;code\nb, a;A-1", "semicolon", [[3, "A-1"]]],
    [
      "Reading group 7B\n\nno;code\n1;A-1\n2;B-2",
      "semicolon",
      [
        [4, "A-1"],
        [5, "B-2"],
      ],
    ],
    [
      "Reading group, 7B\nno;Kürzel\n1;A-1\n2;B-2",
      "semicolon",
      [
        [3, "A-1"],
        [4, "B-2"],
      ],
    ],
    [
      "Codes\nA-1\nB-2",
      "comma",
      [
        [2, "A-1"],
        [3, "B-2"],
      ],
    ],
  ] as const)("are read by one separator: %j", (text, separator, lines) => {
    const found = read(text);
    expect(found.file?.separator).toBe(separator);
    expect(found.lines).toEqual(lines);
  });

  test("are read by the separator and the column that the person chooses", () => {
    const text = "a,b;c\nA-1,B-2;C-3\n";
    expect(read(text, { separator: "comma", column: 0 }).lines).toEqual([[2, "A-1"]]);
    expect(read(text, { separator: "semicolon", column: 1 }).lines).toEqual([[2, "C-3"]]);
    const unnamed = "given;family\nAnna;Berg\n";
    expect(read(unnamed)).toMatchObject({ lines: [], file: { column: null, columns: ["Column 1", "Column 2"] } });
    expect(read(unnamed, { column: 1 }).lines).toEqual([
      [1, "family"],
      [2, "Berg"],
    ]);
  });

  test("an open quote costs its own line alone, wherever the next quote is", () => {
    expect(read('code,note\nA-1,x\n"B-2,x\nC-3,x\n').lines).toEqual([
      [2, "A-1"],
      [3, "fault"],
      [4, "C-3"],
    ]);
    expect(read('note,code\n"open,A-1\nx,B-2\n"shut",C-3\n').lines).toEqual([
      [2, "fault"],
      [3, "B-2"],
      [4, "C-3"],
    ]);
    expect(read('note,code\n6" ruler,A-1\n"5"" ruler",B-2\n').lines).toEqual([
      [2, "A-1"],
      [3, "B-2"],
    ]);
    const many = ["code", ...Array.from({ length: 300 }, (_, index) => `"K-${index}`)].join("\n");
    expect(read(many).lines.every(([, words]) => words === "fault")).toBe(true);
  });

  test("an empty file says so", () => {
    expect(read("\n\n")).toEqual({ lines: [[1, "fault"]], file: null });
  });

  test("for any file of records, each is on the line where it begins", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", '"', ",", "\n", " ", ";") });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (cells) => {
        const quoted = cells.map((text) => `"${text.replaceAll('"', '""')}"`);
        let line = 2;
        const expected = quoted.map((text, index) => {
          const at = [line, `K-${index}`];
          line += 1 + (text.match(/\n/g)?.length ?? 0);
          return at;
        });
        const text = ["note,code", ...quoted.map((one, index) => `${one},K-${index}`)].join("\n");
        expect(read(text, { separator: "comma" }).lines).toEqual(expected);
      }),
    );
  });
});

test("pasted: codes and names, one a line, or several with commas between", () => {
  expect(
    studentsIn("A-1, B-2;C-3\r\n\r\n  D-4\tE-5 F-6\nZoë Nguyễn\nNguyễn, Zoë\nAna Berg, Zoë Nguyễn\n").lines.map(
      ({ line, text }) => [line, text],
    ),
  ).toEqual([
    [1, "A-1"],
    [1, "B-2"],
    [1, "C-3"],
    [3, "D-4"],
    [3, "E-5"],
    [3, "F-6"],
    [4, "Zoë Nguyễn"],
    [5, "Nguyễn, Zoë"],
    [6, "Ana Berg"],
    [6, "Zoë Nguyễn"],
  ]);
});

test("an independent reader gets every exported value back, and none of them is a formula", () => {
  const text = fc.string({
    unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ",", ";", "a", "1", "＝"),
  });
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }), (rows) => {
      const cells = parse(csvOf(rows), { bom: true, record_delimiter: "\r\n" });
      for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/);
      expect(cells.map((row) => row.map((cell) => cell.replace(/^'/, "")))).toEqual(rows);
    }),
  );
});
