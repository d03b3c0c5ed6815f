import { describe, expect, test } from "vitest";

import { mentionsIn } from "./mentions.ts";

const people = [
  { id: "park", name: "Ms Park" },
  { id: "parker", name: "Mr Parker" },
  { id: "sen", name: "Dr Sen" },
  { id: "other sen", name: "Ms Sen" },
  { id: "ana", name: "Ms Ana" },
  { id: "oneil", name: "Mr O’Neil" },
  { id: "zoë", name: "Ms Zoë Ødegård" },
  { id: "maria", name: "Ms Luz Ana-Maria" },
  { id: "o", name: "Mr Kim O" },
  { id: "kahale", name: "Mx Kaʻahumanu" },
];
const told = (text: string, staff: readonly { id: string; name: string }[] = people) =>
  [...new Set(mentionsIn(text, staff).flatMap(({ ids }) => ids))].sort();

describe("mentions", () => {
  test.each([
    ["Asked @Ms Park to call.", ["park"]],
    ["asked @park, who called", ["park"]],
    ["(@PARK)", ["park"]],
    ["@Parker and @Park", ["park", "parker"]],
    ["@Park @park @Ms Park", ["park"]],
    ["@Dr Sen", ["sen"]],
    ["@Dr. Sen. Park was away", ["sen"]],
    ["@Sen", ["other sen", "sen"]],
    ["write to someone@park.example", []],
    ["@Parks", []],
    ["@Park's sister, @Park’s book", ["park"]],
    ["@ Park", []],
    ["@", []],
    ["nobody", []],
    ["@O'Neil, @O`Neil and @oneil", ["oneil"]],
    ["@O’Neil’s class", ["oneil"]],
    ["@Zoe Odegard", ["zoë"]],
    ["@Zoe\u0308 \u200BØdegård", ["zoë"]],
    ["@Ms\u00A0Park", ["park"]],
    ["＠Ｐａｒｋ", ["park"]],
    ["@Ka'ahumanu", ["kahale"]],
    ["@Ana‐Maria", ["maria"]],
    ["@O", ["o"]],
    ["@O — he called", ["o"]],
    ["@Ana\nMaria", ["ana"]],
  ])("in %j are %j", (text, ids) => {
    expect(told(text)).toEqual(ids);
  });

  test("an accent that was typed is meant, composed or not", () => {
    const two = [...people, { id: "aná", name: "Mr Aná" }];
    for (const typed of ["@Aná", "@Ana\u0301"]) {
      expect(told(typed)).toEqual([]);
      expect(told(typed, two)).toEqual(["aná"]);
    }
    expect(told("@Ana", two)).toEqual(["ana"]);
    expect(told("@Ana-Lena", two)).toEqual([]);
  });

  test("say what stands in the text, whether somebody is meant or not", () => {
    expect(mentionsIn("Ask @Dr Sen and @Nobody Here.", people)).toEqual([
      { typed: "@Dr Sen", ids: ["sen"] },
      { typed: "@Nobody", ids: [] },
    ]);
  });
});
