import type { ToolKey } from "@handrail/domain/access/schema";
import type { InboxTab } from "@handrail/domain/notifications/schema";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type SearchSchemaInput,
} from "@tanstack/react-router";

import { listSearch, pageSearch } from "../features/students/search.ts";
import { tellFault } from "../lib/faults.ts";
import { isNobody } from "../lib/person.ts";
import { LostPage, NotFound } from "../shell/not-found.tsx";
import { ScreenFault, WholeFault } from "../shell/screen-fault.tsx";
import { loadFrame, Shell, Waiting } from "../shell/shell.tsx";
import { caseSearch, type CaseSearch } from "./case-search.ts";
import { interventionSearch, type InterventionSearch } from "./intervention-search.ts";

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The page's name, for the strip and the window's title. */
    readonly title?: string;
    /** Whoever lacks it is told so; the server refuses as well. */
    readonly tool?: ToolKey;
    /** The place this one is reached from, for the way back. */
    readonly parent?: { readonly title: string; readonly path: string };
    /** On a phone it needs the whole height: the tabs make room. */
    readonly isWhole?: boolean;
  }
}

type Loose = Readonly<Record<string, unknown>> & SearchSchemaInput;

/** Only a path of this app: anything else would make the sign-in page send people elsewhere. */
const pathOf = (value: unknown): string | undefined =>
  typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined;

const root = createRootRoute({ component: Outlet, errorComponent: WholeFault, notFoundComponent: LostPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  errorComponent: WholeFault,
  staticData: { title: "Sign in" },
  validateSearch: (search: Loose): { next?: string } => {
    const next = pathOf(search["next"]);
    return next === undefined ? {} : { next };
  },
  component: lazyRouteComponent(() => import("../features/access/screens/sign-in-screen.tsx"), "SignInScreen"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  pendingComponent: Waiting,
  pendingMs: 0,
  beforeLoad: async ({ location }) => {
    if (!(await isNobody())) return;
    throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href }, replace: true });
  },
  // Beside the screen's own code, not after it.
  loader: () => void loadFrame(),
  component: Shell,
  errorComponent: WholeFault,
  notFoundComponent: NotFound,
});

const today = createRoute({
  getParentRoute: () => shell,
  path: "/",
  staticData: { title: "Today", tool: "today" },
  validateSearch: (search: Loose): { scope?: "school" } =>
    search["scope"] === "school" ? { scope: "school" as const } : {},
  component: lazyRouteComponent(() => import("../features/today/screens/today-screen.tsx"), "TodayScreen"),
});

const inbox = createRoute({
  getParentRoute: () => shell,
  path: "/inbox",
  staticData: { title: "Inbox", tool: "inbox" },
  validateSearch: (search: Loose): { tab?: Exclude<InboxTab, "all"> } => {
    const tab = (["due", "escalations", "mentions", "decisions"] as const).find((one) => one === search["tab"]);
    return tab === undefined ? {} : { tab };
  },
  component: lazyRouteComponent(() => import("../features/inbox/screens/inbox-screen.tsx"), "InboxScreen"),
});

const sessions = createRoute({
  getParentRoute: () => shell,
  path: "/sessions",
  staticData: { title: "Sessions", tool: "sessions" },
  validateSearch: (search: Loose): { day?: string; scope?: "school" } => ({
    ...(typeof search["day"] === "string" && /^\d{4}-\d{2}-\d{2}$/.test(search["day"]) ? { day: search["day"] } : {}),
    ...(search["scope"] === "school" ? { scope: "school" as const } : {}),
  }),
  component: lazyRouteComponent(() => import("../features/sessions/screens/sessions-screen.tsx"), "SessionsScreen"),
});

const notTaken = createRoute({
  getParentRoute: () => shell,
  path: "/sessions/not-taken",
  staticData: { title: "Not taken yet", tool: "sessions", parent: { title: "Sessions", path: "/sessions" } },
  validateSearch: (search: Loose): { scope?: "school" } =>
    search["scope"] === "school" ? { scope: "school" as const } : {},
  component: lazyRouteComponent(() => import("../features/sessions/screens/not-taken-screen.tsx"), "NotTakenScreen"),
});

const calendar = createRoute({
  getParentRoute: () => shell,
  path: "/sessions/calendar",
  staticData: { title: "Calendar", tool: "sessions", parent: { title: "Sessions", path: "/sessions" } },
  component: lazyRouteComponent(() => import("../features/sessions/screens/calendar-screen.tsx"), "CalendarScreen"),
});

const roster = createRoute({
  getParentRoute: () => shell,
  path: "/sessions/$sessionId",
  staticData: { title: "Roster", tool: "sessions", parent: { title: "Sessions", path: "/sessions" }, isWhole: true },
  component: lazyRouteComponent(() => import("./roster.tsx"), "RosterRoute"),
});

const cases = createRoute({
  getParentRoute: () => shell,
  path: "/cases",
  staticData: { title: "Cases", tool: "cases" },
  validateSearch: (search: Loose): CaseSearch => caseSearch(search),
  component: lazyRouteComponent(() => import("../features/casework/screens/cases-screen.tsx"), "CasesScreen"),
});

const oneCase = createRoute({
  getParentRoute: () => shell,
  path: "/cases/$caseId",
  staticData: { title: "Case", tool: "cases", parent: { title: "Cases", path: "/cases" } },
  component: lazyRouteComponent(() => import("./case.tsx"), "CaseRoute"),
});

const interventions = createRoute({
  getParentRoute: () => shell,
  path: "/interventions",
  staticData: { title: "Interventions", tool: "interventions" },
  validateSearch: (search: Loose): InterventionSearch => interventionSearch(search),
  component: lazyRouteComponent(
    () => import("../features/interventions/screens/interventions-screen.tsx"),
    "InterventionsScreen",
  ),
});

const intervention = createRoute({
  getParentRoute: () => shell,
  path: "/interventions/$interventionId",
  staticData: {
    title: "Intervention",
    tool: "interventions",
    parent: { title: "Interventions", path: "/interventions" },
  },
  validateSearch: (search: Loose): { part?: "enrolments" | "sessions" | "progress" } => {
    const part = (["enrolments", "sessions", "progress"] as const).find((one) => one === search["part"]);
    return part === undefined ? {} : { part };
  },
  component: lazyRouteComponent(() => import("./intervention.tsx"), "InterventionRoute"),
});

const programs = createRoute({
  getParentRoute: () => shell,
  path: "/programs",
  staticData: { title: "Programs", tool: "interventions", parent: { title: "Interventions", path: "/interventions" } },
  component: lazyRouteComponent(
    () => import("../features/interventions/screens/programs-screen.tsx"),
    "ProgramsScreen",
  ),
});

const program = createRoute({
  getParentRoute: () => shell,
  path: "/programs/$programId",
  staticData: { title: "Program", tool: "interventions", parent: { title: "Programs", path: "/programs" } },
  component: lazyRouteComponent(() => import("./program.tsx"), "ProgramRoute"),
});

const students = createRoute({
  getParentRoute: () => shell,
  path: "/students",
  staticData: { title: "Students", tool: "students" },
  validateSearch: (search: Loose) => listSearch(search),
  component: lazyRouteComponent(() => import("../features/students/screens/students-screen.tsx"), "StudentsScreen"),
});

const student = createRoute({
  getParentRoute: () => shell,
  path: "/students/$studentId",
  staticData: { title: "Student", tool: "students", parent: { title: "Students", path: "/students" } },
  validateSearch: (search: Loose) => pageSearch(search),
  component: lazyRouteComponent(() => import("./student.tsx"), "StudentRoute"),
});

const studentReport = createRoute({
  getParentRoute: () => shell,
  path: "/students/$studentId/report",
  staticData: { title: "Report", tool: "students", parent: { title: "Students", path: "/students" } },
  component: lazyRouteComponent(() => import("./student-report.tsx"), "StudentReportRoute"),
});

const messages = createRoute({
  getParentRoute: () => shell,
  path: "/messages",
  staticData: { title: "Messages", tool: "messages" },
  component: lazyRouteComponent(() => import("../features/messages/screens/messages-screen.tsx"), "MessagesScreen"),
});

const insights = createRoute({
  getParentRoute: () => shell,
  path: "/insights",
  staticData: { title: "Insights", tool: "insights" },
  component: lazyRouteComponent(() => import("../features/progress/screens/insights-screen.tsx"), "InsightsScreen"),
});

const decisions = createRoute({
  getParentRoute: () => shell,
  path: "/insights/decisions",
  // Whoever owns an intervention decides about its students, with or without the rest of Insights.
  staticData: { title: "Exit decisions", tool: "interventions", parent: { title: "Insights", path: "/insights" } },
  validateSearch: (search: Loose): { student?: string } =>
    typeof search["student"] === "string" && /^[\da-f-]{36}$/.test(search["student"])
      ? { student: search["student"] }
      : {},
  component: lazyRouteComponent(() => import("../features/progress/screens/decisions-screen.tsx"), "DecisionsScreen"),
});

const jobs = createRoute({
  getParentRoute: () => shell,
  path: "/jobs",
  staticData: { title: "Jobs", tool: "insights", parent: { title: "Insights", path: "/insights" } },
  component: lazyRouteComponent(() => import("../features/jobs/screens/jobs-screen.tsx"), "JobsScreen"),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  staticData: { title: "Account", tool: "account" },
  component: lazyRouteComponent(() => import("../features/access/screens/account-screen.tsx"), "AccountScreen"),
});

const gallery = createRoute({
  getParentRoute: () => root,
  path: "/dev/gallery",
  staticData: { title: "Components" },
  component: lazyRouteComponent(() => import("@handrail/ui/gallery"), "Gallery"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    gallery,
    shell.addChildren([
      today,
      inbox,
      students,
      student,
      studentReport,
      messages,
      sessions,
      notTaken,
      calendar,
      roster,
      cases,
      oneCase,
      interventions,
      intervention,
      programs,
      program,
      insights,
      decisions,
      jobs,
      account,
    ]),
  ]),
  defaultErrorComponent: ScreenFault,
  defaultOnCatch: (error) =>
    tellFault(error, { route: router.state.matches.at(-1)?.routeId ?? "unknown", part: "screen" }),
  defaultPreload: "intent",
  scrollRestoration: true,
});
