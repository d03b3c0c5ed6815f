import type { Permission, ToolKey } from "@handrail/domain/access/schema";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { idsOf } from "./isolation-world.fixture.ts";
import { callAs, everyPrincipal, type Principal } from "./principals.fixture.ts";
import { samples } from "./samples.fixture.ts";

let world: World;
let admin: postgres.Sql;
let principals: Principal[];

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  principals = (await everyPrincipal(world, admin)).filter(({ school, isIn }) => school === "alder" && isIn);
});

afterAll(async () => {
  await admin.end();
  await world.close();
});

/**
 * What one must be to an intervention. `see`: on its team, leading a session of it, its owner, or reading all. `work`:
 * the same people, writing points. `manage`: its owner, or managing all.
 */
type Demand = "see" | "work" | "manage";

const onIntervention: Readonly<Record<string, Demand>> = {
  "interventions.get": "see",
  "interventions.studentOptions": "manage",
  "interventions.change": "manage",
  "interventions.enroll": "manage",
  "interventions.endEnrollment": "manage",
  "interventions.readStudents": "manage",
  "interventions.restoreEnrollment": "manage",
  "interventions.leaveWaitingList": "manage",
  "interventions.saveGoal": "manage",
  "interventions.setStatus": "manage",
  "interventions.setTeamRole": "manage",
  "progress.grid": "see",
  "progress.graph": "see",
  "progress.history": "see",
  "progress.recordMany": "work",
  "progress.saveNote": "work",
  "progress.withdrawNote": "work",
  "progress.changePlan": "manage",
  "progress.decide": "manage",
  "progress.putOff": "manage",
  "progress.removePhase": "manage",
  "progress.saveCriterion": "manage",
  "progress.tryCriterion": "manage",
  "progress.setRule": "manage",
  "sessions.ofIntervention": "see",
  "sessions.previewSchedule": "manage",
  "sessions.restore": "manage",
  "sessions.schedule": "manage",
  "sessions.scheduleOptions": "manage",
};

/** Theirs are other tables: a permission of its own, or the tie to a student or a message. */
const elsewhere = [
  "interventions.exportReport",
  "interventions.list",
  "progress.decisions",
  "communications.",
  "casework.",
  "privacy.",
];

/** What the sample names exists for nobody: whoever may come that far is told so. */
const namesNothing = [
  "progress.saveNote",
  "progress.saveCriterion",
  "progress.withdrawNote",
  "progress.removePhase",
  "progress.decide",
  "progress.putOff",
  "progress.tryCriterion",
  "interventions.saveGoal",
];

const refusedForWho = new Set(["NOT_SIGNED_IN", "TOOL_MISSING", "NOT_ALLOWED", "UNKNOWN", "INVALID_INPUT", "NONE"]);

const isAboutIntervention = (name: string): boolean => Object.values(samples[name]?.ids ?? {}).includes("intervention");

interface Ties {
  readonly isOwner: boolean;
  readonly isTied: boolean;
}

const tiesOf = async (userId: string | null, intervention: string): Promise<Ties> => {
  const [row] = await admin<Ties[]>`
    select i.owner_staff_id = ${userId} as "isOwner",
      exists (select 1 from intervention_team t where t.intervention_id = i.id and t.user_id = ${userId})
        or exists (select 1 from sessions s where s.intervention_id = i.id and s.facilitator_id = ${userId}
             and s.status <> 'cancelled') as "isTied"
      from interventions i where i.id = ${intervention}`;
  if (row === undefined) throw new Error("No such intervention");
  return row;
};

/** Null: allowed; what the sample then says may still be refused for what it asks. */
const expected = (demand: Demand, { hasTool, seesAll }: Principal, { isOwner, isTied }: Ties): string | null => {
  if (!hasTool) return "TOOL_MISSING";
  if (isOwner || seesAll) return null;
  if (!isTied) return "NOT_FOUND";
  return demand === "manage" ? "NOT_ALLOWED" : null;
};

describe("who may do what with an intervention", () => {
  it("is said of every procedure that names one", () => {
    const named = Object.keys(samples).filter(isAboutIntervention);
    const unsaid = named.filter((name) => !(name in onIntervention) && !elsewhere.some((one) => name.startsWith(one)));
    expect(unsaid).toEqual([]);
    expect(Object.keys(onIntervention).filter((name) => !named.includes(name))).toEqual([]);
  });

  it("holds for each person, procedure and tie", async () => {
    const wrong: unknown[] = [];
    const counts = { yes: 0, no: 0 };
    for (const title of ["Reading Boost", "Maths Fluency", "Social Skills Group"]) {
      const [session] = await admin<{ id: string }[]>`
        select s.id from sessions s join interventions i on i.id = s.intervention_id
         where i.name = ${title} and s.status = 'completed' order by s.start_time desc limit 1`;
      const ids = await idsOf(admin, "alder", session?.id ?? null);
      for (const principal of principals) {
        const ties = await tiesOf(principal.userId, ids.intervention);
        const person = { ...principal, hasTool: principal.label !== "novak" };
        for (const [name, demand] of Object.entries(onIntervention)) {
          // Dr Sen works with interventions and has no timetable.
          const toolless = name.startsWith("sessions.") && !principal.hasTool && !ties.isOwner;
          const verdict = toolless && ties.isTied ? "skip" : expected(demand, person, ties);
          if (verdict === "skip") continue;
          const { situation } = await callAs(world.url, principal.cookie, [name, samples[name]?.input?.(ids)]);
          counts[verdict === null ? "yes" : "no"] += 1;
          const isRight =
            verdict === null
              ? !refusedForWho.has(situation ?? "") &&
                (situation !== "NOT_FOUND" || namesNothing.includes(name) || name.startsWith("sessions."))
              : situation === verdict || (namesNothing.includes(name) && situation === "NOT_FOUND");
          if (!isRight) wrong.push({ who: principal.label, title, name, verdict, situation });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(counts.yes).toBeGreaterThanOrEqual(200);
    expect(counts.no).toBeGreaterThanOrEqual(200);
  });
});

/** What is about no intervention in particular: open to the holders of a tool, or of a permission beside it. */
const byTool: Readonly<Record<string, { readonly tool: ToolKey; readonly permission?: Permission }>> = {
  "today.read": { tool: "today" },
  "today.answerHint": { tool: "today" },
  "notifications.inbox": { tool: "inbox" },
  "notifications.count": { tool: "inbox" },
  "notifications.settle": { tool: "inbox" },
  "notifications.snooze": { tool: "inbox" },
  "interventions.search": { tool: "interventions" },
  "interventions.programs": { tool: "interventions" },
  "interventions.createProgram": { tool: "interventions", permission: "programs.manage" },
  "interventions.retireProgram": { tool: "interventions", permission: "programs.manage" },
  "sessions.notTaken": { tool: "sessions" },
  "sessions.exportNotTaken": { tool: "sessions", permission: "reports.export" },
  "interventions.exportList": { tool: "interventions", permission: "reports.export" },
  "sessions.calendarFeeds": { tool: "sessions" },
  "progress.decisions": { tool: "interventions" },
  "progress.overview": { tool: "insights" },
  "progress.effectiveness": { tool: "insights" },
  "communications.list": { tool: "messages" },
  "communications.restoreTemplate": { tool: "messages", permission: "messages.manage_templates" },
  "communications.saveTemplate": { tool: "messages", permission: "messages.manage_templates" },
};

it("opens to the holders of a tool, and of a permission where one is asked for", async () => {
  const ids = await idsOf(admin, "alder", null);
  const wrong: unknown[] = [];
  for (const { label, cookie } of principals) {
    const { text } = await callAs(world.url, cookie, ["access.me", undefined]);
    const me = (JSON.parse(text) as { result: { data: { tools: string[]; permissions: string[] } } }).result.data;
    for (const [name, { tool, permission }] of Object.entries(byTool)) {
      const verdict = !me.tools.includes(tool)
        ? "TOOL_MISSING"
        : permission !== undefined && !me.permissions.includes(permission)
          ? "NOT_ALLOWED"
          : null;
      const { situation } = await callAs(world.url, cookie, [name, samples[name]?.input?.(ids)]);
      const isRight = verdict === null ? !refusedForWho.has(situation ?? "") : situation === verdict;
      if (!isRight) wrong.push({ label, name, verdict, situation });
    }
  }
  expect(wrong).toEqual([]);
});
