import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { heldBecause, mayBecome, canBeResent } from "./rules.ts";
import { MessageStatus, Variable } from "./schema.ts";
import { smsSize } from "./sms.ts";
import { canBeFilled, canBeTemplate, fill, readTemplate, variablesOf } from "./template.ts";

describe("a template", () => {
  it("is filled with what its variables stand for", () => {
    expect(fill("Dear {{guardian}},\n{{ student }} was here.", { guardian: "Ngozi", student: "Ada" })).toBe(
      "Dear Ngozi,\nAda was here.",
    );
  });

  it("keeps the braces of what has no value", () => {
    expect(fill("On {{session}}", { session: null })).toBe("On {{session}}");
  });

  it.each([
    ["Dear {{gardian}}", { line: 1, column: 6 }, "{{gardian}} is no variable"],
    ["Hello\n  {{student}} and {{x}}", { line: 2, column: 19 }, "{{x}} is no variable"],
    ["Hello {{student", { line: 1, column: 7 }, "{{ has no }}"],
    ["{{}}", { line: 1, column: 1 }, "{{}} is no variable"],
    ["{{ {{student}}", { line: 1, column: 1 }, "{{ has no }}"],
    ["{{{student}}}", { line: 1, column: 1 }, "{{ has no }}"],
  ])("names what it does not know, and where: %j", (source, place, message) => {
    const [problem] = readTemplate(source).problems;
    expect(problem).toMatchObject(place);
    expect(problem?.message).toContain(message);
    expect(canBeTemplate({ channel: "sms", subject: "", body: source })).toMatchObject({
      allowed: false,
      refusal: { field: "body", details: place },
    });
  });

  // With an expression that tries every way of sharing out the blanks this took 20 seconds.
  it("reads 4,000 characters at once, whatever they are", { timeout: 5_000 }, () => {
    const blanks = " ".repeat(3_990);
    expect(readTemplate(`{{${blanks}x`).problems).toEqual([{ message: "{{ has no }}", line: 1, column: 1 }]);
    expect(readTemplate(`{{${blanks}student${blanks}}}`).parts).toEqual([{ variable: "student" }]);
    expect(readTemplate("{{".repeat(2_000)).problems).toHaveLength(2_000);
  });

  it("puts every value where its variable stood, whatever the words around it", () => {
    const word = fc.string().filter((text) => !/[{}]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.constantFrom(...Variable.options))), word, (pairs, end) => {
        const source = `${pairs.map(([before, variable]) => `${before}{{${variable}}}`).join("")}${end}`;
        const values = Object.fromEntries(Variable.options.map((variable) => [variable, `<${variable}>`]));
        expect(fill(source, values)).toBe(`${pairs.map(([before, name]) => `${before}<${name}>`).join("")}${end}`);
        expect(readTemplate(source).problems).toEqual([]);
        expect(variablesOf(source)).toEqual([...new Set(pairs.map(([, name]) => name))]);
      }),
    );
  });

  it("never fills values a second time", () => {
    expect(fill("{{student}}", { student: "{{guardian}}", guardian: "x" })).toBe("{{guardian}}");
  });

  it("of an e-mail has a subject", () => {
    expect(canBeTemplate({ channel: "email", subject: "", body: "x" })).toMatchObject({
      refusal: { field: "subject" },
    });
    expect(canBeTemplate({ channel: "letter", subject: "", body: "x" }).allowed).toBe(true);
  });

  it("cannot be sent where one of its variables has no value", () => {
    expect(canBeFilled("{{session}}", { session: null }).allowed).toBe(false);
    expect(canBeFilled("{{student}} {{session}}", { session: "Monday" }).allowed).toBe(true);
  });
});

describe("whether it may be sent", () => {
  it.each([
    [{ mayContact: true, hasConsent: true }, null],
    [{ mayContact: false, hasConsent: true }, "This person asked not to be contacted."],
    [{ mayContact: true, hasConsent: false }, "The family has not agreed to be contacted."],
    [{ mayContact: false, hasConsent: false }, "This person asked not to be contacted."],
  ])("%j", (facts, reason) => expect(heldBecause(facts)).toBe(reason));

  it("is asked again only for what was never sent", () => {
    expect(MessageStatus.options.filter((status) => canBeResent(status).allowed)).toEqual(["failed", "held"]);
  });

  it("what a provider says late does not undo what is settled", () => {
    expect(MessageStatus.options.filter((status) => mayBecome(status, "failed"))).toEqual(["sent"]);
    expect(MessageStatus.options.filter((status) => mayBecome(status, "delivered"))).toEqual([
      "sending",
      "sent",
      "failed",
    ]);
  });
});

it("letters leave composed, whatever way they were typed: a text message holds 160 of them", () => {
  const typed = "Soire\u0301e for {{student}}";
  const words = fill(typed, { student: "Rene\u0301" });
  expect(words).toBe("Soir\u00e9e for Ren\u00e9");
  expect(smsSize(words)).toMatchObject({ places: 15, foreign: null });
});
