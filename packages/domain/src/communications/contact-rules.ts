import { addDays, type Day } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { ContactKind, ContactOutcome } from "./contact-schema.ts";

/** Further back or ahead is a slip of the hand: ten years for a call, two for a next step. */
const callDays = 10 * 366;
const nextStepDays = 2 * 366;

/** `today` is the school's day. */
export const canBeContactDay = (contactedOn: Day, today: Day): Verdict => {
  const field = { field: "contactedOn" };
  if (contactedOn > today) return refuse("INVALID_INPUT", `This day is in the future: today is ${today}.`, field);
  const earliest = addDays(today, -callDays);
  return contactedOn >= earliest
    ? allow
    : refuse("INVALID_INPUT", `A call or talk can be at most ten years ago, from ${earliest} on.`, field);
};

export const canBeNextStep = (nextStep: { readonly on: Day } | null, today: Day): Verdict => {
  const field = { field: "nextStep.on" };
  if (nextStep === null) return allow;
  if (nextStep.on < today) return refuse("INVALID_INPUT", `Choose today (${today}) or a later day.`, field);
  const latest = addDays(today, nextStepDays);
  return nextStep.on <= latest
    ? allow
    : refuse("INVALID_INPUT", `A next step can be at most two years ahead, until ${latest}.`, field);
};

export const contactKindWords: { readonly [K in ContactKind]: string } = {
  call: "Phone call",
  in_person: "Talk in person",
  home_visit: "Home visit",
  video_call: "Video call",
  outside_email: "E-mail outside of Handrail",
  other: "Other contact",
};

export const contactOutcomeWords: { readonly [O in ContactOutcome]: string } = {
  reached: "reached",
  left_message: "left a message",
  no_answer: "no answer",
  wrong_number: "wrong number or address",
};
