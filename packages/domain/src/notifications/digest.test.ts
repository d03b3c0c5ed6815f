import { expect, test } from "vitest";

import { digestOf, type DigestLine } from "./digest.ts";
import { NotificationType } from "./schema.ts";

const place = { school: "Alder Street", inboxUrl: "https://handrail.example/inbox" };
const due = (displayCode: string | null): DigestLine => ({ type: "follow_up_due", displayCode });

test("nothing new is no e-mail", () => {
  expect(digestOf([], place)).toBeNull();
});

test("counts by kind, with codes, each once, and a way to the inbox", () => {
  const mail = digestOf(
    [due("KESTREL-41"), due("WREN-3"), due("KESTREL-41"), { type: "roster_unmarked", displayCode: null }],
    place,
  );
  expect(mail?.subject).toBe("4 new lines in your Handrail inbox");
  expect(mail?.body.split("\n").slice(2, 6)).toEqual([
    "- 3 follow-ups due today: KESTREL-41, WREN-3",
    "- 1 roster not finished",
    "",
    "Open your inbox: https://handrail.example/inbox",
  ]);
});

test("more than five codes are counted", () => {
  const mail = digestOf(
    [1, 2, 3, 4, 5, 6, 7].map((number) => due(`WREN-${number}`)),
    { ...place, inboxUrl: null },
  );
  expect(mail?.body).toContain("WREN-1, WREN-2, WREN-3, WREN-4, WREN-5 and 2 more");
  expect(mail?.body).not.toContain("http");
});

test("every kind has words for one and for several", () => {
  for (const type of NotificationType.options) {
    const line = { type, displayCode: null };
    expect(digestOf([line], place)?.body).not.toContain("undefined");
    expect(digestOf([line, line], place)?.body).not.toBe(digestOf([line], place)?.body);
  }
});
