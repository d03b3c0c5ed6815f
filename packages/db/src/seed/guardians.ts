import type postgres from "postgres";

import { studentGuardians } from "../schema/students.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { nameOf } from "./names.ts";
import { chanceOf, insertAll } from "./rows.ts";
import type { Sealer } from "./sealing.ts";

const given = [
  ["Mother", ["Grace", "Ngozi", "Elena", "Farah", "Karin", "Ioana", "Meera", "Joanna", "Sabine", "Chiamaka"]],
  ["Father", ["David", "Emeka", "Paolo", "Reza", "Lars", "Andrei", "Sanjay", "Piotr", "Martin", "Yusuf"]],
  ["Grandmother", ["Dorothy", "Halina", "Amina", "Rosa"]],
  ["Aunt", ["Claire", "Yasmin", "Teresa"]],
  ["Foster carer", ["Helen", "Mark"]],
] as const;

interface Guardian {
  readonly id: string;
  readonly relationship: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly isPrimary: boolean;
  readonly mayContact: boolean;
}

const plain = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "");

/** Two for most, one for many, none on file for a few. */
const guardiansOf = (school: string, place: number): Guardian[] => {
  const chance = chanceOf(`${school} guardians ${place}`);
  const count = place % 40 === 17 ? 0 : chance() < 0.7 ? 2 : 1;
  const kinds = chance() < 0.85 ? [0, 1] : [2 + Math.floor(chance() * 3), 0];
  if (chance() < 0.3) kinds.reverse();
  const family = nameOf(place).full.split(" ").slice(1).join(" ");
  return kinds.slice(0, count).map((kind, index) => {
    const [relationship, names] = given[kind] ?? given[0];
    const first = names[Math.floor(chance() * names.length)] ?? names[0];
    // Not every family shares one name.
    const last =
      chance() < 0.8
        ? family
        : nameOf(place + 31 + index)
            .full.split(" ")
            .slice(1)
            .join(" ");
    const hasPhone = chance() < 0.92;
    // Numbers that are kept free for stories: +44 7700 900000 to 900999.
    const phone = hasPhone ? `+44 7700 900${String((place * 7 + index * 3) % 1000).padStart(3, "0")}` : null;
    const email =
      !hasPhone || chance() < 0.85 ? `${plain(first)}.${plain(last)}.${place}${index}@families.example` : null;
    return {
      id: demoIds.guardian(school, place, index),
      relationship,
      name: `${first} ${last}`,
      phone,
      email,
      isPrimary: index === 0,
      mayContact: index === 0 || place % 9 !== 4,
    };
  });
};

/** Who looks after each student: relationships in the open, names and contacts in the vault. */
export const seedGuardians = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  sealer: Sealer,
): Promise<void> => {
  const rows = Array.from({ length: school.studentCount }, (_, place) =>
    guardiansOf(school.key, place).map((guardian) => ({ place, guardian })),
  ).flat();
  for (const { guardian } of rows)
    sealer.seal(
      { subjectKind: "guardian", subjectId: guardian.id },
      {
        full_name: guardian.name,
        ...(guardian.phone === null ? {} : { phone: guardian.phone }),
        ...(guardian.email === null ? {} : { email: guardian.email }),
      },
    );
  await insertAll(
    tx,
    studentGuardians,
    rows.map(({ place, guardian: { id, relationship, isPrimary, mayContact } }) => ({
      id,
      studentId: demoIds.student(school.key, place),
      relationship,
      isPrimary,
      mayContact,
    })),
  );
};
