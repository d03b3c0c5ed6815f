// What someone outside sees of the package: compiled from the packed tarball, and beside the source.
import {
  createClient,
  createRealtime,
  refusalOf,
  type AppRouter,
  type ClientToServer,
  type EventName,
  type EventPayloads,
  type RouterInputs,
  type RouterOutputs,
  type ServerToClient,
  type Situation,
  TRPCClientError,
} from "@handrail/client";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Claim extends true>(): void => undefined;

/** Whether something in T accepts everything: a type that was lost on its way here. */
type IsLost<T> = [unknown] extends [T]
  ? true
  : T extends string | number | boolean | null | undefined
    ? false
    : T extends readonly (infer E)[]
      ? IsLost<E>
      : T extends (...heard: infer P) => void
        ? IsLost<P>
        : T extends object
          ? { [K in keyof T]-?: IsLost<T[K]> }[keyof T]
          : false;
type Each<T> = { [M in keyof T]: { [P in keyof T[M]]: IsLost<T[M][P]> }[keyof T[M]] }[keyof T];
type Procedures = AppRouter["_def"]["record"];
type Unknown = {
  [M in keyof Procedures]: {
    [P in keyof Procedures[M]]: [Procedures[M][P]] extends [never] ? P : never;
  }[keyof Procedures[M]];
};

holds<Equal<IsLost<{ a: { b: never[]; c: string }[] }>, false>>();
holds<Equal<true extends IsLost<{ a: unknown[] }> ? true : false, true>>();

holds<Equal<Each<RouterInputs>, false>>();
holds<Equal<Each<RouterOutputs>, false>>();
holds<Equal<IsLost<EventPayloads>, false>>();
holds<Equal<IsLost<ServerToClient>, false>>();
holds<Equal<IsLost<ClientToServer>, false>>();
holds<Equal<Unknown[keyof Unknown], never>>();

// Names that programs outside rely on: one that is renamed or gone does not compile here.
type Modules =
  | "access"
  | "attendance"
  | "casework"
  | "communications"
  | "interventions"
  | "notifications"
  | "privacy"
  | "progress"
  | "sessions"
  | "students"
  | "today";
type Events =
  | "AccessChanged"
  | "AttendanceRecorded"
  | "CaseEscalated"
  | "CaseOpened"
  | "CaseStatusChanged"
  | "CommunicationSent"
  | "ExpectationChanged"
  | "InterventionCreated"
  | "InterventionEnrollmentChanged"
  | "InterventionExited"
  | "InterventionSessionScheduled"
  | "ProgressUpdated"
  | "SessionCancelled"
  | "SessionFinished"
  | "SessionMoved"
  | "SessionReopened";
holds<Equal<Exclude<Modules, keyof RouterOutputs>, never>>();
holds<Equal<Exclude<Events, EventName>, never>>();
holds<Equal<RouterInputs["sessions"]["day"], { day?: string | undefined; scope: "mine" | "school" }>>();

type Row = RouterOutputs["attendance"]["roster"]["rows"][number];
holds<Equal<Row["status"], "scheduled" | "present" | "absent" | "tardy" | "excused">>();
holds<Equal<Row["studentId"], string & { readonly __id: "student" }>>();
holds<Equal<RouterInputs["attendance"]["roster"], { sessionId: string }>>();
holds<Equal<EventPayloads["SessionFinished"]["version"], number>>();

const client = createClient({ url: "https://handrail.school.example", headers: { authorization: "Bearer none" } });
const realtime = createRealtime({ url: "https://handrail.school.example", token: "none" });

export const reads = async (sessionId: string): Promise<string[]> => {
  const { rows, session } = await client.attendance.roster.query({ sessionId });
  // @ts-expect-error the id of a session is not the id of a student
  const student: Row["studentId"] = session.id;
  // @ts-expect-error no field of this name
  rows.map((row) => row.studentName);
  // @ts-expect-error an input of another name
  await client.attendance.roster.query({ session: sessionId });
  // @ts-expect-error no procedure of this name
  await client.attendance.register.query({ sessionId });
  // @ts-expect-error a query is not called as a mutation
  await client.attendance.roster.mutate({ sessionId });
  await client.attendance.record.mutate({
    mutationId: "00000000-0000-7000-8000-000000000000",
    sessionId,
    // @ts-expect-error a status of another name
    marks: [{ studentId: student, status: "late", baseVersion: 0 }],
  });
  return rows.map((row) => row.displayCode);
};

export const marks = async (sessionId: string, row: Row): Promise<string[]> => {
  const { results } = await client.attendance.record.mutate({
    mutationId: "00000000-0000-7000-8000-000000000000",
    sessionId,
    marks: [{ studentId: row.studentId, status: "tardy", minutesLate: 5, baseVersion: row.version }],
  });
  return results.filter(({ outcome }) => outcome === "contested").map(({ studentId }) => studentId);
};

export const listens = (sessionId: string): void => {
  realtime.on("AttendanceRecorded", ({ rows, version }) => {
    holds<Equal<typeof version, number>>();
    // @ts-expect-error notes are personal: events do not carry them
    rows.map((row) => row.note);
  });
  realtime.on("presence", ({ people }) => people.map((one) => one.name));
  // @ts-expect-error no event of this name
  realtime.on("AttendanceTaken", () => undefined);
  // @ts-expect-error this one stays on the server
  realtime.on("NamesRevealed", () => undefined);
  realtime.emit("watch", { kind: "roster", sessionId }, (answer) => {
    if (answer.ok) holds<Equal<typeof answer.version, number | null>>();
  });
  // @ts-expect-error a roster is named by its session
  realtime.emit("watch", { kind: "roster", day: "2026-11-21" }, () => undefined);
};

export const explains = (error: unknown): Situation | null => {
  // @ts-expect-error no situation of this name
  if (refusalOf(error)?.situation === "GONE") return null;
  return error instanceof TRPCClientError ? (refusalOf(error)?.situation ?? null) : null;
};
