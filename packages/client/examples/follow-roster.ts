import process from "node:process";

import {
  createClient,
  createRealtime,
  refusalOf,
  signIn,
  type EventPayloads,
  type RouterOutputs,
} from "@handrail/client";

type Session = RouterOutputs["sessions"]["day"]["sessions"][number];
type Row = EventPayloads["AttendanceRecorded"]["rows"][number] | RouterOutputs["attendance"]["roster"]["rows"][number];

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`Set ${name}.`);
  return value;
};

const timeIn = (zone: string, at: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(at));

/** The session to follow: the one that runs now, else the next, else the last of the day. */
const chosen = (sessions: readonly Session[], now: string): Session | undefined => {
  const held = sessions.filter(({ status }) => status !== "cancelled");
  return (
    held.find((one) => one.startsAt <= now && now < one.endsAt) ?? held.find((one) => now < one.startsAt) ?? held.at(-1)
  );
};

/** Students by their code: this script asks for no names. */
const describe = ({ displayCode, status, minutesLate, contested }: Row): string => {
  const mark = status === "scheduled" ? "no mark" : minutesLate === null ? status : `${status}, ${minutesLate} minutes`;
  return `${displayCode}  ${mark}${contested.length > 0 ? `  (also: ${contested.map((claim) => claim.status).join(", ")})` : ""}`;
};

const follow = async (): Promise<void> => {
  const url = setting("HANDRAIL_URL");
  const token = await signIn({ url, email: setting("HANDRAIL_EMAIL"), password: setting("HANDRAIL_PASSWORD") });
  const client = createClient({ url, headers: { authorization: `Bearer ${token}` } });

  const { day, zone, now, sessions } = await client.sessions.day.query({ scope: "mine" });
  print(`Sessions on ${day}`);
  for (const one of sessions)
    print(
      `${timeIn(zone, one.startsAt)}  ${one.title}, ${one.status}: ${one.unmarked} of ${one.expected} without a mark`,
    );

  const session = chosen(sessions, now);
  if (session === undefined) {
    await client.access.signOut.mutate();
    return;
  }
  const sessionId = session.id;
  const realtime = createRealtime({ url, token });
  // -1: nothing seen yet, so the first answer to `watch` asks for the roster.
  let version = -1;

  const load = async (): Promise<void> => {
    const roster = await client.attendance.roster.query({ sessionId });
    if (roster.version <= version) return;
    version = roster.version;
    print(`\n${roster.session.title}, version ${version}`);
    for (const row of roster.rows) print(describe(row));
  };

  const stop = async (reason: string): Promise<void> => {
    print(reason);
    realtime.disconnect();
    await client.access.signOut.mutate();
  };
  const fail = (error: unknown): void => {
    realtime.disconnect();
    explain(error);
  };

  const apply = (event: EventPayloads["AttendanceRecorded"]): void => {
    if (event.sessionId !== sessionId || event.version <= version) return;
    // A gap: something was missed while the line was down. The whole roster is the simplest cure.
    if (event.version > version + 1) return void load().catch(fail);
    version = event.version;
    for (const row of event.rows) print(`${describe(row)}  (version ${version})`);
  };

  realtime.on("AttendanceRecorded", apply);
  realtime.on("ExpectationChanged", apply);
  realtime.on("resync", (room) => {
    if (room.id === sessionId && (room.version ?? 0) > version) load().catch(fail);
  });
  realtime.on("left", ({ id, reason }) => {
    if (id === sessionId) stop(`No longer yours to follow: ${reason}`).catch(fail);
  });
  realtime.on("signedOut", ({ reason }) => {
    print(`Signed out: ${reason}`);
    realtime.disconnect();
  });
  realtime.on("connect_error", (error) => {
    // While `active`, the socket tries again by itself; otherwise the server has said no.
    if (!realtime.active) fail(error);
  });
  // After every connect, not only the first: the server forgets what a broken connection watched.
  realtime.on("connect", () => {
    realtime.emit("watch", { kind: "roster", sessionId }, (answer) => {
      if (!answer.ok) return void stop(answer.message).catch(fail);
      const ready = (answer.version ?? 0) > version ? load() : Promise.resolve();
      ready.then(() => print("Following. Stop with Ctrl+C.")).catch(fail);
    });
  });
  process.once("SIGINT", () => void stop("Stopped.").catch(fail));
  process.once("SIGTERM", () => void stop("Stopped.").catch(fail));
  realtime.connect();
};

const explain = (error: unknown): void => {
  const refusal = refusalOf(error);
  process.stderr.write(`${refusal === null ? String(error) : `${refusal.situation}: ${refusal.message}`}\n`);
  process.exitCode = 1;
};

await follow().catch(explain);
