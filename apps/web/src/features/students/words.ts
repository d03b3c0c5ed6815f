import { contactKindWords, contactOutcomeWords } from "@handrail/domain/communications/contact-rules";
import { ContactKind, ContactOutcome } from "@handrail/domain/communications/contact-schema";
import type { ChronicAbsence } from "@handrail/domain/students/rules";
import type {
  DayAttendance,
  Lane,
  StaffRelationship,
  StudentAccess,
  StudentStatus,
  ThreadEntry,
} from "@handrail/domain/students/schema";

export const statusWords: { readonly [S in StudentStatus]: string } = {
  active: "Active",
  paused: "Paused",
  transferred: "Transferred",
  graduated: "Graduated",
  withdrawn: "Withdrawn",
  discharged: "Discharged",
};

export const laneWords: { readonly [L in Lane]: string } = {
  attendance: "Attendance",
  interventions: "Interventions",
  progress: "Progress",
  cases: "Cases",
  messages: "Messages",
};

export const relationshipWords: { readonly [R in StaffRelationship]: string } = {
  form_master: "Form master",
  case_manager: "Case manager",
  facilitator: "Facilitator",
  teacher: "Teacher",
  clinician: "Clinician",
};

export const dayWords: { readonly [D in DayAttendance]: string } = {
  present: "present",
  tardy: "tardy",
  part: "part of the day",
  excused: "excused",
  absent: "absent",
};

/** `form_master` in words: what comes from an enum of another module. */
export const plain = (word: string): string => word.replaceAll("_", " ");

export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const outcomes: Readonly<Record<string, string>> = {
  exit: "ready to finish",
  maintain: "keep going",
  modify: "change the plan",
  intensify: "more support",
  insufficient_data: "too few points to say",
};

/** `Ready to finish`: what the points advise. */
export const outcomeWords = (outcome: string): string => capital(outcomes[outcome] ?? plain(outcome));

const decisions: Readonly<Record<string, string>> = {
  pending: "Waiting for a decision.",
  accepted: "Accepted.",
  declined: "Declined.",
};

const markWords = ({ status, value, title }: ThreadEntry): string => {
  const late = status === "tardy" && value !== null && value > 0 ? `, ${value} min late` : "";
  return `${capital(status ?? "")}${late}${title === "" ? "" : ` at ${title}`}`;
};

/** `Phone call with mother: left a message`. The status carries the kind and the outcome. */
const contactWords = ({ status, title }: ThreadEntry): string => {
  const [kind, outcome] = (status ?? "").split(".");
  const what = contactKindWords[ContactKind.safeParse(kind).data ?? "other"];
  const came = ContactOutcome.safeParse(outcome).data;
  return `${what}${title === "" ? "" : ` with ${title}`}${came === undefined ? "" : `: ${contactOutcomeWords[came]}`}`;
};

/** What happened, as one line. */
export const entryWords = (entry: ThreadEntry): string => {
  const { kind, title, status, value, text } = entry;
  switch (kind) {
    case "mark":
      return markWords(entry);
    case "enrolled":
      return `Joined ${title}`;
    case "left":
      return `${status === "exited" ? "Finished" : "Left"} ${title}`;
    case "note":
      return value === null ? `Note on ${title}` : `${title}${status === null ? "" : `, ${status}`}: ${value}`;
    case "recommendation":
      return `${title}: ${outcomes[status ?? ""] ?? plain(status ?? "")}`;
    case "meeting":
      return `Meeting, ${plain(title)}`;
    case "update":
      return `Update, ${plain(title)}`;
    case "status":
      return `Case ${plain(status ?? "")}, ${plain(title)}`;
    case "message":
      return `${capital(text ?? "message")} ${plain(status ?? "")}: ${title}`;
    case "contact":
      return contactWords(entry);
  }
};

/** What was written about it, if this person may read it. */
export const entryText = (entry: ThreadEntry): string | null => {
  if (entry.isWithdrawn) return "Taken back.";
  if (entry.isRestricted && entry.text === null) return "For the case team alone.";
  if (entry.kind === "recommendation") return decisions[entry.text ?? ""] ?? null;
  return entry.kind === "message" ? null : entry.text;
};

/** How far chronic absence is, in a sentence that asks for no arithmetic. */
export const chronicWords = (found: ChronicAbsence): string => {
  if (found.kind === "too_early")
    return `${found.marked} ${found.marked === 1 ? "day" : "days"} marked so far: too early to judge absence`;
  if (found.kind === "reached") return `Chronically absent: ${found.percent} % of days missed`;
  return `Missed ${found.percent} % of days. Chronic absence (10 %) after ${found.more} more missed ${found.more === 1 ? "day" : "days"}`;
};

type Why = StudentAccess["people"][number]["why"][number];

export const whyWords = ({ kind, what }: Why): string => {
  switch (kind) {
    case "responsible":
      return capital(plain(what ?? "responsible"));
    case "owns":
      return `Owns ${what ?? "an intervention"}`;
    case "team":
      return `On the team of ${what ?? "an intervention"}`;
    case "facilitates":
      return `Facilitates ${what ?? "an intervention"}`;
    case "case":
      return "Works on a case";
    case "works_with":
      return "Works with this student";
    case "all":
      return `Sees all students (${what ?? "by role"})`;
  }
};

const purposes: Readonly<Record<string, string>> = {
  roster: "on a roster",
  walk_in: "when adding to a roster",
  intervention: "in an intervention",
  student: "on this page",
  work: "in a list of work",
  search: "in a search",
  letter: "for a letter",
  contact: "guardians and contacts",
};

export const purposeWords = (purpose: string): string => purposes[purpose] ?? plain(purpose);
