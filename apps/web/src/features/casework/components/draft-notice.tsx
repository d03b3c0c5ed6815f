import { Button } from "@handrail/ui/button";
import { ConflictCard } from "@handrail/ui/conflict-card";
import { Menu } from "@handrail/ui/menu";
import { toast } from "@handrail/ui/toast";
import FileClock from "lucide-react/icons/file-clock";

import { problemOf } from "../../../lib/api.ts";
import { moment } from "../../../lib/time.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { wordsOfBody } from "../recorder/draft.ts";
import type { UseDraft } from "../recorder/use-draft.ts";

export type DraftNoticeProps = { draft: UseDraft; zone: string; now: string };

const preview = (words: string): string => (words.length > 60 ? `${words.slice(0, 60)}…` : words);

/** What was found again, what another device wrote, and what else was begun. */
export const DraftNotice = ({ draft, zone, now }: DraftNoticeProps) => {
  const { state } = draft;
  const ids = [...new Set((state?.others ?? []).flatMap(({ words }) => words.studentId ?? []))].sort();
  const names = useStudentNames(ids, "work");
  if (state === null) return null;
  const { restoredAt, others, older, words } = state;
  const whose = ({ studentId, displayCode }: typeof words): string =>
    (studentId === null ? undefined : names.calledOf(studentId)) ?? displayCode ?? "No student yet";
  const discard = (): void =>
    void draft.discard().then(
      () => toast({ message: "Draft discarded.", tone: "done" }),
      (error: unknown) => toast({ message: problemOf(error).message, tone: "problem" }),
    );
  return (
    <>
      {(restoredAt !== null || others.length > 0) && (
        <div
          className="rounded-control bg-sunken text-ui flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5"
          role="status"
        >
          <FileClock aria-hidden="true" className="text-ink-2 shrink-0" size={16} />
          <p className="min-w-0 flex-1 basis-40 py-1">
            {restoredAt === null
              ? "You have another unfinished draft."
              : `Draft restored, from ${moment(zone, restoredAt, now)}.`}
          </p>
          {restoredAt !== null && (
            <Button excludeFromTabOrder size="sm" variant="quiet" onPress={draft.startNew}>
              Start new
            </Button>
          )}
          {restoredAt !== null && (
            <Button excludeFromTabOrder size="sm" variant="quiet" onPress={discard}>
              Discard
            </Button>
          )}
          {others.length > 0 && (
            <Menu
              items={others.map((one) => ({
                id: one.words.draftId,
                label: `${whose(one.words)}, ${moment(zone, one.words.at, now)}`,
                description: preview(wordsOfBody(one.words.body)),
                onAction: () => draft.open(one),
              }))}
              label="Other drafts"
              trigger={
                <Button excludeFromTabOrder size="sm" variant="quiet">
                  Other drafts ({others.length})
                </Button>
              }
            />
          )}
        </div>
      )}
      {older !== null && (
        <ConflictCard
          mine={{
            who: "Here",
            when: moment(zone, words.at, now),
            value: preview(wordsOfBody(words.body)),
            keepLabel: "Keep this text",
          }}
          theirs={{
            who: "Another device",
            when: moment(zone, older.at, now),
            value: <span className="whitespace-pre-wrap">{wordsOfBody(older.body)}</span>,
            keepLabel: "Use the other text",
          }}
          title="This draft"
          onKeep={(side) => (side === "mine" ? draft.keepMine() : draft.takeOlder())}
        />
      )}
    </>
  );
};
