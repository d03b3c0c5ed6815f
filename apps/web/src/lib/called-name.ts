import type { RevealedNames } from "@handrail/domain/privacy/schema";

/** A student's names, as they were revealed. They stay in memory, or in a roster's own copy on this device. */
export type Name = RevealedNames["names"][number];

/** As a class is called: the preferred name, with the family name where it would stand alone. */
export const calledName = (name: Pick<Name, "preferredName" | "fullName">): string => {
  const preferred = name.preferredName.trim();
  const family = name.fullName.trim().split(/\s+/).at(-1) ?? "";
  if (preferred === "") return name.fullName;
  return preferred.includes(" ") || family === "" || family === preferred ? preferred : `${preferred} ${family}`;
};

/** Why a student is shown by code: beside the code in a list, and as a sentence where one student is spoken of. */
export const codeWords = {
  no_consent: {
    short: "no consent for the name",
    whole: "Shown by code: the family has not agreed to show the name.",
  },
  no_name: { short: "no name on file", whole: "Shown by code: no name is on file." },
  no_relationship: {
    short: "not a student of yours",
    whole: "Shown by code: names are shown to those who teach or support the student.",
  },
} as const;
