import { demoIds } from "@handrail/db/seed/ids";
import { v7 as newId } from "uuid";

import { digestForChange, newLines } from "../modules/notifications/digest-rows.ts";
import { lineForChange } from "../modules/notifications/held-line.ts";
import { inboxCount, inboxLines } from "../modules/notifications/queries.ts";
import { dueFollowUps, openRosters } from "../modules/notifications/remind.ts";
import {
  absenceRows,
  belowAimRows,
  codeRows,
  decisionRows,
  followUpRows,
  goodRows,
  placeRows,
  putOffRows,
  recurringRows,
  silentRows,
  unmarkedRows,
} from "../modules/today/fact-rows.ts";

type Query = readonly [string, { text: string; params: unknown[] }];

const of = <V extends object>(
  found: { readonly text: string; readonly params: (values: V) => unknown[] },
  values: V,
): Query[1] => ({ text: found.text, params: found.params(values) });

const facts = [
  ["absences", absenceRows],
  ["follow-ups", followUpRows],
  ["recurring students", recurringRows],
  ["verdicts", belowAimRows],
  ["unmarked sessions", unmarkedRows],
  ["free places", placeRows],
  ["silent students", silentRows],
  ["decisions", decisionRows],
  ["the good line", goodRows],
] as const;

const page = { afterAt: null, afterId: null, count: 51 };

/** What Today and the inbox ask, for one's own work and for the whole school. */
export const todayLists: readonly Query[] = [
  ...[true, false].flatMap((mine) =>
    facts.map(([name, query]): Query => [`Today's ${name}, ${mine ? "mine" : "whole school"}`, of(query, { mine })]),
  ),
  ["hints put off", of(putOffRows, {})],
  ["codes of hinted students", of(codeRows, { studentIds: `{${demoIds.student("alder", 0)}}` })],
  ["the inbox", of(inboxLines, { ...page, types: null })],
  [
    "a later page of a tab of the inbox",
    of(inboxLines, { ...page, types: "{mention}", afterAt: new Date().toISOString(), afterId: newId() }),
  ],
  ["the count of the inbox", of(inboxCount, {})],
  ["a line for change", of(lineForChange, { notificationId: newId() })],
  ["follow-ups to remind of", of(dueFollowUps, {})],
  ["rosters to remind of", of(openRosters, {})],
  ["lines of an e-mail", of(newLines, { recipientId: demoIds.user("alder", "park") })],
  ["an e-mail for change", of(digestForChange, { digestId: newId() })],
];
