import { idOf } from "./rows.ts";

/** The ids of the demo. They never change: tests, links and screenshots rely on them. */
export const demoIds = {
  /** `alder` or `cedar`. */
  tenant: (school: string): string => idOf(`${school} tenant`),
  school: (school: string): string => idOf(`${school} school`),
  /** By the first part of the e-mail address: `okafor`. */
  user: (school: string, person: string): string => idOf(`${school} user ${person}`),
  role: (school: string, role: string): string => idOf(`${school} role ${role}`),
  tool: (school: string, tool: string): string => idOf(`${school} tool ${tool}`),
  room: (school: string, room: string): string => idOf(`${school} room ${room}`),
  /** By the place in the school's list, from 0. */
  student: (school: string, place: number): string => idOf(`${school} student ${place}`),
  /** A student's first or second guardian. */
  guardian: (school: string, place: number, index: number): string => idOf(`${school} guardian ${place} ${index}`),
  consent: (school: string, place: number): string => idOf(`${school} consent ${place}`),
  intervention: (school: string, key: string): string => idOf(`${school} intervention ${key}`),
  enrollment: (school: string, key: string, place: number): string => idOf(`${school} enrollment ${key} ${place}`),
  /** The session of an intervention on a day; `today` is the one around the moment of the demo. */
  session: (school: string, key: string, day: string): string => idOf(`${school} session ${key} ${day}`),
} as const;
