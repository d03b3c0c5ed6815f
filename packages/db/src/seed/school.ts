import { addDays } from "@handrail/domain/kernel/time";
import type postgres from "postgres";

import { navigationItems, tools } from "../schema/access.ts";
import { closures, locations, operatingDays, schools, settings, terms } from "../schema/tenancy.ts";
import { weekdayOf, type Calendar } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

const operating = (school: SchoolDefinition, calendar: Calendar) => {
  // Whoever tries the demo on a Sunday finds a school that is open.
  const weekdays = [...new Set([1, 2, 3, 4, 5, weekdayOf(calendar.today)])];
  return weekdays.map((weekday) => ({
    id: idOf(`${school.key} weekday ${weekday}`),
    schoolId: demoIds.school(school.key),
    weekday,
    opens: "07:30",
    closes: "17:30",
  }));
};

const closed = (school: SchoolDefinition, calendar: Calendar) =>
  [
    { day: calendar.pastClosure, reason: "Staff training day" },
    { day: calendar.nextClosure, reason: "Local holiday" },
  ].map(({ day, reason }, index) => ({
    id: idOf(`${school.key} closure ${index}`),
    schoolId: demoIds.school(school.key),
    startsOn: day,
    endsOn: day,
    reason,
  }));

const toolNames = {
  today: "Today",
  inbox: "Inbox",
  students: "Students",
  cases: "Cases",
  interventions: "Interventions",
  sessions: "Sessions",
  insights: "Insights",
  messages: "Messages",
  account: "Account",
} as const;

const menu = (school: SchoolDefinition) => {
  const id = (label: string): string => idOf(`${school.key} menu ${label}`);
  const tool = (key: string): string => demoIds.tool(school.key, key);
  const item = { parentId: null, path: null, icon: null, toolId: null };
  return [
    { ...item, id: id("today"), type: "link", label: "Today", path: "/", icon: "sun", sort: 1, toolId: tool("today") },
    {
      ...item,
      id: id("inbox"),
      type: "link",
      label: "Inbox",
      path: "/inbox",
      icon: "inbox",
      sort: 2,
      toolId: tool("inbox"),
    },
    {
      ...item,
      id: id("students"),
      type: "link",
      label: "Students",
      path: "/students",
      icon: "users",
      sort: 3,
      toolId: tool("students"),
    },
    { ...item, id: id("support"), type: "group", label: "Support", sort: 4 },
    {
      id: id("cases"),
      parentId: id("support"),
      type: "link",
      label: "Cases",
      path: "/cases",
      icon: "folder-open",
      sort: 1,
      toolId: tool("cases"),
    },
    {
      id: id("interventions"),
      parentId: id("support"),
      type: "link",
      label: "Interventions",
      path: "/interventions",
      icon: "footprints",
      sort: 2,
      toolId: tool("interventions"),
    },
    {
      id: id("sessions"),
      parentId: id("support"),
      type: "link",
      label: "Sessions",
      path: "/sessions",
      icon: "clipboard-check",
      sort: 3,
      toolId: tool("sessions"),
    },
    {
      ...item,
      id: id("insights"),
      type: "link",
      label: "Insights",
      path: "/insights",
      icon: "chart",
      sort: 5,
      toolId: tool("insights"),
    },
    {
      ...item,
      id: id("messages"),
      type: "link",
      label: "Messages",
      path: "/messages",
      icon: "mail",
      sort: 6,
      toolId: tool("messages"),
    },
    { ...item, id: id("divider"), type: "divider", label: "", sort: 8 },
    {
      ...item,
      id: id("account"),
      type: "link",
      label: "Account",
      path: "/account",
      icon: "user",
      sort: 9,
      toolId: tool("account"),
    },
  ] as const;
};

/** The school itself: its year, its rooms, what it decides, its tools and its menu. */
export const seedSchool = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  calendar: Calendar,
): Promise<void> => {
  const schoolId = demoIds.school(school.key);
  const { key, name, kind, code, zone } = school;
  await tx`insert into tenants (id, name, kind, time_zone, is_demo) values (${demoIds.tenant(key)}, ${name}, ${kind}, ${zone}, true)`;
  await insertAll(tx, schools, [{ id: schoolId, name, code, timeZone: zone }]);
  const { firstDay, lastDay } = calendar;
  await insertAll(tx, terms, [
    { id: idOf(`${key} term 1`), schoolId, title: "Term 1", startsOn: addDays(firstDay, -7), endsOn: lastDay },
    {
      id: idOf(`${key} term 2`),
      schoolId,
      title: "Term 2",
      startsOn: addDays(lastDay, 15),
      endsOn: addDays(lastDay, 120),
    },
  ]);
  await insertAll(tx, operatingDays, operating(school, calendar));
  await insertAll(tx, closures, closed(school, calendar));
  await insertAll(
    tx,
    locations,
    school.rooms.map((room) => ({ id: demoIds.room(key, room.name), schoolId, ...room })),
  );
  await insertAll(tx, settings, [{ id: idOf(`${key} edit days`), key: "attendance.edit_days", value: 14 }]);
  await insertAll(
    tx,
    tools,
    Object.entries(toolNames).map(([tool, label]) => ({
      id: demoIds.tool(key, tool),
      key: tool as keyof typeof toolNames,
      name: label,
    })),
  );
  await insertAll(tx, navigationItems, menu(school));
};
