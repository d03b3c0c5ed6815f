import { GradeLevel } from "@handrail/domain/students/schema";
import type postgres from "postgres";

import { consents } from "../schema/privacy.ts";
import { students, studentStaff } from "../schema/students.ts";
import { plusMinutes, type Calendar } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

/** `KESTREL-41`: a word and a number that say nothing of the student. */
const codeOf = (school: SchoolDefinition, place: number): string =>
  `${school.codeWords[place % school.codeWords.length] ?? ""}-${10 + ((31 + place * 37) % 90)}`;

const tierOf = (school: SchoolDefinition, place: number): number =>
  Math.max(1, ...school.interventions.filter((one) => one.students.includes(place)).map((one) => one.tier));

const gradeOf = (school: SchoolDefinition, place: number): GradeLevel =>
  GradeLevel.parse(school.grades[Math.floor((place * school.grades.length) / school.studentCount)]);

const day = 24 * 60;

export interface Today {
  readonly now: string;
  readonly calendar: Calendar;
}

/** Students by code, who is responsible for them, and what their families allowed. */
export const seedStudents = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  { now, calendar }: Today,
): Promise<void> => {
  const { key } = school;
  const places = Array.from({ length: school.studentCount }, (_, place) => place);
  await insertAll(
    tx,
    students,
    places.map((place) => ({
      id: demoIds.student(key, place),
      displayCode: codeOf(school, place),
      schoolId: demoIds.school(key),
      gradeLevel: gradeOf(school, place),
      status: school.away.find((one) => one.student === place)?.status ?? "active",
      tier: tierOf(school, place),
      enrolledOn: calendar.firstDay,
    })),
  );
  await insertAll(
    tx,
    studentStaff,
    school.responsible.students.map((place) => ({
      id: idOf(`${key} responsible ${place}`),
      studentId: demoIds.student(key, place),
      userId: demoIds.user(key, school.responsible.person),
      relationship: key === "alder" ? "form_master" : "teacher",
      since: calendar.firstDay,
    })),
  );
  await insertAll(
    tx,
    consents,
    places
      .filter((place) => !school.withoutConsent.includes(place))
      .map((place) => ({
        id: demoIds.consent(key, place),
        studentId: demoIds.student(key, place),
        granteeType: "staff",
        // A few families agreed to the name alone.
        scope: place % 11 === 4 ? ["identity.name"] : ["identity.name", "identity.contact"],
        status: school.revokedConsent.includes(place) ? "revoked" : "active",
        startsAt: plusMinutes(now, -100 * day),
        expiresAt: place % 5 === 0 ? plusMinutes(now, 300 * day) : null,
        givenBy: "Parent or carer",
      })),
  );
};
