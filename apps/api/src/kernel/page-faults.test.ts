import { expect, test } from "vitest";

import type { LogFields } from "./log.ts";
import { createPageFaults } from "./page-faults.ts";

const fault = {
  faultId: "K7QX-93FM",
  route: "/shell/students/$studentId",
  part: "screen",
  errorName: "TypeError",
  build: "index-AbC_12-x",
};

const listening = () => {
  const lines: [string, LogFields | undefined][] = [];
  const write = (message: string, fields?: LogFields): void => void lines.push([message, fields]);
  return { lines, faults: createPageFaults({ info: write, warn: write, error: write }) };
};

test("a fault is one line of the log", () => {
  const { lines, faults } = listening();
  expect(faults.tell("1.2.3.4", JSON.stringify(fault))).toBe(204);
  expect(lines).toEqual([["A part of a page could not be drawn", fault]]);
});

test.each([
  ["an id in the route", { ...fault, route: "/students/01890000-0000-7000-8000-000000000000" }],
  ["a name in the part", { ...fault, part: "Ana Ruiz" }],
  ["a sentence as the error's name", { ...fault, errorName: "Ana is not iterable" }],
  ["a message", { ...fault, message: "Ana" }],
  ["a line break", { ...fault, build: "a\nb" }],
  ["a long text", { ...fault, part: "a".repeat(121) }],
  ["no object", "Ana"],
])("%s is refused and not written down", (_what, body) => {
  const { lines, faults } = listening();
  expect(faults.tell("1.2.3.4", JSON.stringify(body))).toBe(400);
  expect(faults.tell("1.2.3.4", "{")).toBe(400);
  expect(lines).toEqual([]);
});

test("one address, and all together, fill the log only so fast", () => {
  const { lines, faults } = listening();
  const answers = Array.from({ length: 25 }, () => faults.tell("1.2.3.4", JSON.stringify(fault)));
  expect(answers.filter((status) => status === 429)).toHaveLength(5);
  for (let index = 0; index < 300; index += 1) faults.tell(`10.0.0.${index}`, JSON.stringify(fault));
  expect(lines).toHaveLength(200);
});
