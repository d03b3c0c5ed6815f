import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { EnrollmentId, InterventionId, ProgramId, SessionId, StudentId, UserId } from "../kernel/ids.ts";
import { InterventionStatus } from "./schema.ts";

const change = z.object({ interventionId: InterventionId, version: z.number(), by: UserId });

/** Rosters that have changed with it, and the versions they have now. */
const rosters = z.array(z.object({ sessionId: SessionId, version: z.number() }));

export const InterventionCreated = defineEvent({
  name: "InterventionCreated",
  payload: z.extend(change, { programId: ProgramId }),
  aggregate: "intervention",
  audience: ["intervention", "list"],
});

/** Its plan, its team or a goal changed; `fields` says what, never to what. */
export const InterventionChanged = defineEvent({
  name: "InterventionChanged",
  payload: z.extend(change, { fields: z.array(z.string()) }),
  aggregate: "intervention",
  audience: ["intervention", "list"],
});

export const InterventionStatusChanged = defineEvent({
  name: "InterventionStatusChanged",
  payload: z.extend(change, { from: InterventionStatus, to: InterventionStatus, rosters }),
  aggregate: "intervention",
  audience: ["intervention", "list", "roster", "day"],
});

export const InterventionEnrollmentChanged = defineEvent({
  name: "InterventionEnrollmentChanged",
  payload: z.extend(change, {
    studentId: StudentId,
    /** Null while there is none: on the waiting list. */
    enrollmentId: z.nullable(EnrollmentId),
    change: z.enum(["enrolled", "withdrawn", "exited", "restored", "waiting", "left_waiting"]),
    rosters,
  }),
  aggregate: "intervention",
  audience: ["intervention", "student", "list", "roster", "day"],
});

/** A student was exited: the decision was made and the enrolment ended. */
export const InterventionExited = defineEvent({
  name: "InterventionExited",
  payload: z.extend(change, { studentId: StudentId, enrollmentId: EnrollmentId }),
  aggregate: "intervention",
  audience: ["intervention", "student", "list"],
});

/** A place is free and somebody waits: the first of them is offered it. */
export const InterventionPlaceFreed = defineEvent({
  name: "InterventionPlaceFreed",
  payload: z.extend(change, { studentId: StudentId }),
  aggregate: "intervention",
  audience: ["intervention"],
});

/** Its report left as a file. It stays on the server: who took it along is in the audit log. */
export const InterventionExported = defineEvent({
  name: "InterventionExported",
  payload: change,
  aggregate: "intervention",
  audience: [],
});

const programChange = z.object({ programId: ProgramId, lineId: z.string(), version: z.number(), by: UserId });

/** A draft was begun or changed. */
export const ProgramDrafted = defineEvent({
  name: "ProgramDrafted",
  payload: programChange,
  aggregate: "program",
  audience: ["list"],
});
export const ProgramPublished = defineEvent({
  name: "ProgramPublished",
  payload: programChange,
  aggregate: "program",
  audience: ["list"],
});
export const ProgramRetired = defineEvent({
  name: "ProgramRetired",
  payload: programChange,
  aggregate: "program",
  audience: ["list"],
});
