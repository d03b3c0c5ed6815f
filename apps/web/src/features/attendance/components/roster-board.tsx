import { whenDrawn } from "@handrail/ui/later";
import { useStore } from "@handrail/ui/store";
import { toast } from "@handrail/ui/toast";
import { useCallback, useMemo, useRef, useState } from "react";

import { useNow } from "../../../lib/now.ts";
import { useKeyList } from "../../../shell/keys.tsx";
import { Page } from "../../../shell/page.tsx";
import { Part } from "../../../shell/part.tsx";
import type { Item } from "../queue/item.ts";
import { sendState } from "../queue/sender.ts";
import type { RosterActions } from "../roster/actions.ts";
import { allowedNow } from "../roster/allowed.ts";
import type { Names } from "../roster/names.ts";
import { useOrder } from "../roster/order.ts";
import type { RosterView } from "../roster/overlay.ts";
import { useEveryone } from "../roster/use-everyone.ts";
import { useFind } from "../roster/use-find.ts";
import { useFinish } from "../roster/use-finish.ts";
import { useHold, useHolders } from "../roster/use-hold.ts";
import { useLabels, useStaffNames } from "../roster/use-labels.ts";
import { rosterKeys, useRosterKeys } from "../roster/use-roster-keys.ts";
import { clashesByStudent } from "../roster/words.ts";
import { AddStudent } from "./add-student.tsx";
import { FinishControl, FinishQuestion } from "./finish-control.tsx";
import { KeptLine } from "./kept-line.tsx";
import { countsOf } from "./mark-counts.tsx";
import { NotExpected } from "./not-expected.tsx";
import { RosterList } from "./roster-list.tsx";
import { RosterNotices } from "./roster-notices.tsx";
import { RosterToolbar } from "./roster-toolbar.tsx";
import { SessionFacts } from "./session-facts.tsx";
import { StudentRail } from "./student-rail.tsx";
import { useIsPhone, useToastLift } from "./use-is-phone.ts";

// After the rows, which is what people wait for; the device keeps every part for when there is no network.
const PrintSheet = whenDrawn(async () => (await import("./print-sheet.tsx")).PrintSheet);
const ReviewStrip = whenDrawn(async () => (await import("./review-strip.tsx")).ReviewStrip);

export interface RosterBoardProps {
  readonly view: RosterView;
  readonly names: Names;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly personId: string;
  readonly actions: RosterActions;
  readonly items: readonly Item[];
  readonly breaths: ReadonlyMap<string, number>;
  /** When the copy was made, while the server cannot be reached. */
  readonly asOf: string | null;
}

export const RosterBoard = ({ view, names, people, personId, actions, items, breaths, asOf }: RosterBoardProps) => {
  const { session } = view;
  const { zone } = session;
  const isPhone = useIsPhone();
  const [isTiles, setTiles] = useState(false);
  const [activeId, setActive] = useState<string | null>(null);
  const [noteId, setNote] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const finder = useRef<HTMLInputElement>(null);
  const now = useNow();
  const isUnreached = useStore(sendState) === "retrying";
  const isOffline = asOf !== null || isUnreached;
  useKeyList(rosterKeys);

  const { isShaded, labelOf, nameOf } = useLabels(view, names);
  const staffName = useStaffNames(people);
  const ordered = useOrder(view.rows, nameOf);
  const expected = ordered.filter((row) => row.expectation !== "not_expected");
  const { text, setText, query, rows, found } = useFind({ expected, labelOf, list });
  const clashes = useMemo(() => clashesByStudent(view.clashes, zone), [view.clashes, zone]);
  const counts = countsOf(ordered);
  const allowed = allowedNow(session, now);
  const holders = useHolders(session.id, personId);
  useHold(session.id, activeId);

  const { mayUndoAll, undoAll, everyone } = useEveryone({ actions, view, mayMark: allowed.marking === null });
  const contested = ordered.filter((row) => row.contested.length > 0).length;
  const { asks, ask, answer } = useFinish({
    contested,
    actions,
    unmarked: counts.scheduled,
    mayFinish: allowed.finishing === null && session.status === "scheduled",
    mayReopen: session.mayReopen,
    isOffline,
  });
  useRosterKeys({
    list,
    actions,
    labelOf,
    mayMark: allowed.marking === null,
    isTiles,
    openNote: setNote,
    everyone,
    finish: ask,
    find: () => finder.current?.focus(),
  });
  useToastLift(isPhone);

  const finish = allowed.mayRecord && session.status === "scheduled" && (
    <FinishControl
      isAsking={asks !== null}
      isOffline={isOffline}
      isWide={isPhone}
      refusal={allowed.finishing}
      unmarked={counts.scheduled}
      onFinish={ask}
    />
  );
  const question =
    asks === null ? null : (
      <FinishQuestion asks={asks} contested={contested} unmarked={counts.scheduled} onAnswer={answer} />
    );
  const waiting = items.filter(
    (item) => item.sessionId === session.id && item.personId === personId && item.state !== "attention",
  );
  const refused = items.filter(
    (item) => item.sessionId === session.id && item.personId === personId && item.state === "attention",
  );
  const addGuest = useCallback(
    (guest: Parameters<RosterActions["addGuest"]>[0], label: string) => {
      actions.addGuest(guest);
      toast({ message: `${label} added for today.`, tone: "done" });
    },
    [actions],
  );
  const active = ordered.find((row) => row.studentId === activeId);
  const kept = isOffline && <KeptLine items={waiting} labelOf={labelOf} zone={zone} />;

  return (
    <Page
      heading={session.title}
      meta={
        <SessionFacts
          facilitator={session.facilitatorId === null ? null : staffName(session.facilitatorId)}
          session={session}
        />
      }
      title="Roster"
    >
      <div className="-mt-2 flex flex-col gap-3 print:hidden">
        <Part name="roster-notices" title="The notices">
          <RosterNotices
            asOf={asOf}
            isClosing={view.isClosing}
            isOffline={isOffline}
            refusal={allowed.marking}
            session={session}
            onReopen={actions.reopen}
          />
        </Part>
        <Part name="roster-toolbar" title="The bar over the roster">
          <RosterToolbar
            {...{ counts, isPhone, isShaded, isTiles, mayUndoAll, finder, text }}
            finish={isPhone ? null : finish}
            mayMark={allowed.marking === null}
            onEveryone={everyone}
            onFound={found}
            onText={setText}
            onTiles={setTiles}
            onUndoAll={undoAll}
          />
        </Part>
        {!isPhone && question}
        {refused.length > 0 && (
          <Part name="roster-review" title="The marks that need you">
            <ReviewStrip items={refused} labelOf={labelOf} zone={zone} onExpect={actions.expectWith} />
          </Part>
        )}
        {!isPhone && kept}
        <div className="flex gap-6">
          <div className="flex min-w-0 flex-1 flex-col gap-6">
            <Part name="roster-list" title="The list of students">
              <RosterList
                {...{
                  rows,
                  zone,
                  personId,
                  isPhone,
                  isTiles,
                  isShaded,
                  activeId,
                  noteId,
                  list,
                  holders,
                  clashes,
                  breaths,
                  actions,
                  labelOf,
                }}
                mayMark={allowed.marking === null}
                nameOf={staffName}
                sessionId={session.id}
                title={session.title}
                onActive={setActive}
                onNote={setNote}
              />
            </Part>
            {rows.length === 0 && (
              <p className="text-ui text-ink-2">
                {query === "" ? "Nobody is expected at this session." : `Nobody by “${text.trim()}” is on this roster.`}
              </p>
            )}
            <Part name="roster-not-expected" title="Who is not expected">
              <NotExpected
                labelOf={labelOf}
                mayMark={allowed.marking === null}
                rows={ordered.filter((row) => row.expectation === "not_expected")}
                onExpect={(id) => actions.expect(id, true)}
              />
            </Part>
            {session.mayAddGuests && allowed.marking === null && (
              <div>
                <Part name="roster-add" title="Adding a student">
                  <AddStudent isShaded={isShaded} sessionId={session.id} onAdd={addGuest} />
                </Part>
              </div>
            )}
          </div>
          <div className="hidden w-60 shrink-0 min-[1360px]:block print:hidden">
            <Part name="roster-student" title="The chosen student">
              <StudentRail
                by={active?.takenBy === personId ? "you" : staffName(active?.takenBy ?? null)}
                isShaded={isShaded}
                name={active === undefined ? "" : labelOf(active.studentId)}
                row={active}
                sessionId={view.session.id}
                zone={zone}
              />
            </Part>
          </div>
        </div>
        {isPhone && (finish !== false || waiting.length > 0) && (
          <div
            className="border-line bg-bg sticky bottom-0 z-10 -mx-4 -mb-5 flex flex-col gap-1.5 border-t px-4 pt-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))]"
            data-bottom=""
          >
            {kept}
            {question ?? finish}
          </div>
        )}
      </div>
      <div className="hidden print:block">
        <Part name="roster-print" title="The printed roster">
          <PrintSheet isShaded={isShaded} labelOf={labelOf} rows={expected} sessionId={session.id} />
        </Part>
      </div>
    </Page>
  );
};
