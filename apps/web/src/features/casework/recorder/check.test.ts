import type { ActiveCases } from "@handrail/domain/casework/recorder-schema";
import { describe, expect, it } from "vitest";

import { changesOf, errorsOf, followUpText, inputOf, type MeetingForm, urgencyOf } from "./check.ts";

const ids = { mutationId: "m", draftId: "d" };
const today = "2026-11-30";

const active: ActiveCases[number] = {
  rootCause: "family",
  opener: { id: "p" as never, name: "Ms Park" },
  caseId: "c" as never,
  status: "monitoring",
  since: "2026-10-01T09:00:00.000Z",
  meetings: 2,
  urgency: "high",
  followUpDate: "2026-12-16",
  version: 4,
  mayJoin: true,
};

const form = (body: MeetingForm["body"], change: Partial<MeetingForm> = {}): MeetingForm => ({
  studentId: "s",
  today,
  active,
  body: {
    meetingDate: today,
    absenceReason: "The bus.",
    rootCause: "family",
    interventionNotes: "Tired.",
    actionPlan: "A pass.",
    ...body,
  },
  ...change,
});

const sent = (one: MeetingForm) => {
  const { urgency, followUpDate } = inputOf(one, ids) ?? {};
  return { urgency, followUpDate };
};

describe("the recorder on a case that is there", () => {
  it("shows the values of the case, and sends none that was not touched", () => {
    const one = form({});
    expect([urgencyOf(one), followUpText(one)]).toEqual(["high", "2026-12-16"]);
    expect(sent(one)).toEqual({ urgency: undefined, followUpDate: undefined });
    expect(changesOf(one)).toEqual({ urgency: null, followUp: null });
  });

  it("says what will change and sends it", () => {
    const one = form({ urgency: "medium", followUp: "" });
    expect(changesOf(one)).toEqual({
      urgency: { from: "high", to: "medium" },
      followUp: { from: "2026-12-16", to: null, isMet: false },
    });
    expect(sent(one)).toEqual({ urgency: "medium", followUpDate: null });
    expect(sent(form({ followUp: "1w" }))).toEqual({ urgency: undefined, followUpDate: "2026-12-07" });
  });

  it("a meeting on the day of the follow-up or later is the follow-up: the case then has none, and that is said", () => {
    const due = { active: { ...active, followUpDate: "2026-11-20" } };
    expect(followUpText(form({}, due))).toBe("");
    expect(changesOf(form({}, due)).followUp).toEqual({ from: "2026-11-20", to: null, isMet: true });
    expect(sent(form({}, due)).followUpDate).toBeNull();
    // A meeting of before, written down late, is not it.
    const earlier = form({ meetingDate: "2026-11-19" }, due);
    expect(sent(earlier).followUpDate).toBeUndefined();
    expect(errorsOf(earlier)).toEqual({});
  });
});

describe("the recorder without a case", () => {
  it("sends what is on view for a new case, and says no where a case came up since", () => {
    const one = form({}, { active: null });
    expect(urgencyOf(one)).toBe("medium");
    expect(inputOf(one, ids)).toMatchObject({ urgency: "medium", ifActive: "refuse" });
    expect(inputOf(one, ids)).not.toHaveProperty("followUpDate");
  });

  it("asks for the urgency where nobody knows whether there is a case", () => {
    const one = form({}, { active: undefined });
    expect(errorsOf(one)).toEqual({ urgency: "Choose how urgent it is: l, m or h." });
    expect(inputOf(form({ urgency: "low" }, { active: undefined }), ids)).toMatchObject({
      urgency: "low",
      ifActive: "join",
    });
  });

  it("nothing goes out while no student stands there", () => {
    const one = form({}, { studentId: null, active: null });
    expect(errorsOf(one)).toEqual({ studentId: "Choose the student this is about." });
    expect(inputOf(one, ids)).toBeUndefined();
  });
});
