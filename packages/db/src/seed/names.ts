import type { identities, vaultKeys } from "../schema/privacy.ts";
import { createSubjectKey, createTenantKey, sealField, type Subject } from "../vault/envelope.ts";
import type { Keyring } from "../vault/keyring.ts";
import { idOf, type RowOf } from "./rows.ts";

const given = [
  "Amara",
  "Noah",
  "Zoë",
  "Idris",
  "Freya",
  "Mateo",
  "Priya",
  "Callum",
  "Yuki",
  "Leila",
  "Oscar",
  "Nadia",
  "Tomasz",
  "Ines",
  "Kofi",
  "Beatrix",
  "Rafael",
  "Sunniva",
  "Hamza",
  "Elodie",
  "Jakub",
  "Thandiwe",
  "Felix",
  "Anjali",
  "Samuel",
  "Mei",
  "Omar",
  "Harriet",
  "Dmitri",
  "Alejandra",
  "Rory",
  "Fatima",
  "Alexander",
  "Linh",
  "Theo",
  "Isabella",
  "Emeka",
  "Sofia",
  "Gabriel",
  "Aisha",
  "Benjamin",
  "Carys",
  "Luca",
  "Parisa",
  "Nathaniel",
  "Eilidh",
  "Kenji",
  "Chiara",
  "William",
  "Zainab",
  "Marek",
  "Josephine",
  "Tariq",
  "Anouk",
  "Elias",
  "Ruth",
  "Sebastian",
  "Dalia",
  "Hugo",
  "Matilda",
] as const;

const family = [
  "Obi",
  "Whitfield",
  "Nowak",
  "Haddow",
  "Lindgren",
  "Castillo",
  "Raman",
  "Ferguson",
  "Tanaka",
  "Farsi",
  "Pemberton",
  "Aziz",
  "Wójcik",
  "Duarte",
  "Mensah",
  "Ashdown",
  "Moreno",
  "Halvorsen",
  "Siddiqui",
  "Laurent",
  "Novotný",
  "Dlamini",
  "Brandt",
  "Iyer",
  "Okonjo",
  "Zhang",
  "Khalil",
  "Cartwright",
  "Volkov",
  "Jiménez",
  "O'Donnell",
  "Rahman",
  "Sinclair",
  "Nguyễn",
  "Papadakis",
  "Rossi",
  "Eze",
  "Marković",
  "Byrne",
  "Warsame",
  "Goldberg",
  "Prosser",
  "Bianchi",
  "Karimi",
  "Hargreaves",
  "MacLeod",
  "Mori",
  "Esposito",
  "Thornbury",
  "Bello",
  "Kowalczyk",
  "Fairweather",
  "Mahmood",
  "De Vries",
  "Haile",
  "Abernathy",
  "Lockwood",
  "Saleh",
  "Müller",
  "Quinn",
] as const;

const short: Readonly<Record<string, string>> = {
  Alexander: "Alex",
  Alejandra: "Ale",
  Beatrix: "Bea",
  Benjamin: "Ben",
  Isabella: "Izzy",
  Josephine: "Josie",
  Matilda: "Tilly",
  Nathaniel: "Nate",
  Samuel: "Sam",
  Sebastian: "Seb",
  William: "Will",
};

export interface StudentName {
  readonly preferred: string;
  readonly full: string;
}

/** Names that belong to nobody; no two students of a school share one in full. */
export const nameOf = (place: number): StudentName => {
  const first = given[place % given.length] ?? "";
  const last = family[(place + Math.floor(place / given.length) * 17) % family.length] ?? "";
  return { preferred: short[first] ?? first, full: `${first} ${last}` };
};

export interface VaultRows {
  readonly keys: readonly RowOf<typeof vaultKeys>[];
  readonly identities: readonly RowOf<typeof identities>[];
}

/** The names of a school's students, sealed. */
export const sealNames = (keyring: Keyring, tenantId: string, students: readonly string[]): VaultRows => {
  const tenantKey = createTenantKey(keyring, tenantId);
  const { id, wrapped, wrappedBy } = tenantKey;
  const keys: RowOf<typeof vaultKeys>[] = [
    { id, subjectKind: "tenant", subjectId: tenantId, version: 1, wrapped, wrappedBy },
  ];
  const fields: RowOf<typeof identities>[] = [];
  for (const [place, subjectId] of students.entries()) {
    const subject: Subject = { tenantId, subjectKind: "student", subjectId };
    const key = createSubjectKey(tenantKey, subject);
    keys.push({
      id: key.id,
      subjectKind: "student",
      subjectId,
      version: 1,
      wrapped: key.wrapped,
      wrappedBy: key.wrappedBy,
    });
    const name = nameOf(place);
    for (const [field, value] of [
      ["preferred_name", name.preferred],
      ["full_name", name.full],
    ] as const)
      fields.push({
        id: idOf(`${subjectId} ${field}`),
        subjectKind: "student",
        subjectId,
        field,
        ciphertext: sealField(key, { subject, field }, value),
        keyId: key.id,
      });
  }
  return { keys, identities: fields };
};
