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
