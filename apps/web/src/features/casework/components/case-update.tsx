import type { Case } from "@handrail/domain/casework/case-schema";
import type { CaseStatus } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { ConflictCard } from "@handrail/ui/conflict-card";
import { TextArea } from "@handrail/ui/text-field";
import { type RefObject, useEffect, useState } from "react";

import { useNow } from "../../../lib/now.ts";
import { here } from "../../../realtime/live.ts";
import { useMe } from "../../../shell/me.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { focusInvalid, useKeysWithin } from "../recorder/focus.ts";
import { useDraft } from "../recorder/use-draft.ts";
import { useUpdate } from "../recorder/use-update.ts";
import { CaseStatusPill } from "./case-facts.tsx";
import { DraftNotice } from "./draft-notice.tsx";
import { FollowUpField } from "./follow-up-field.tsx";
import { MentionArea } from "./mention-area.tsx";
import { SafeLine } from "./safe-line.tsx";
import { StatusRail } from "./status-rail.tsx";

export type CaseUpdateProps = {
  page: Case;
  student: string;
  onSent: () => void;
  form: RefObject<HTMLFormElement | null>;
};

/** What happened since, and in the same control where the case stands now. */
export const CaseUpdate = ({ page, student, onSent, form }: CaseUpdateProps) => {
  const { userId, zone } = useMe();
  const { id: caseId, studentId, displayCode, status: stands, version } = page.case;
  const draft = useDraft({ kind: "update", personId: userId, studentId, displayCode, caseId }, () => ({}));
  const update = useUpdate(page, draft, student);
  const now = useNow();
  const body = draft.state?.words.body ?? {};
  // What stood when the status was chosen: moved meanwhile, both are shown.
  const [seen, setSeen] = useState({ version, status: stands });
  const { status } = update;
  const hasMoved = status !== null && seen.version !== version && seen.status !== stands;

  const add = async (): Promise<void> => {
    if (hasMoved) return;
    if (await update.add()) onSent();
    else focusInvalid(form.current);
  };
  useKeysWithin(form, (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void add();
  });
  useEffect(() => {
    const element = form.current;
    const come = (): void => here({ kind: "case", id: caseId, at: "update" });
    const go = (): void => here({ kind: "case", id: caseId, at: null });
    element?.addEventListener("focusin", come);
    element?.addEventListener("focusout", go);
    return () => {
      element?.removeEventListener("focusin", come);
      element?.removeEventListener("focusout", go);
    };
  }, [caseId, form]);
  const choose = (next: CaseStatus): void => {
    setSeen({ version, status: stands });
    draft.write({ status: next });
  };
  return (
    <form
      aria-label="Add an update"
      className="rounded-card border-line bg-surface flex flex-col gap-4 border p-4 print:hidden"
      noValidate
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <DraftNotice draft={draft} now={now} zone={zone} />
      {update.problem !== null && <FormProblem>{update.problem} Your text is kept.</FormProblem>}
      {hasMoved && (
        <ConflictCard
          mine={{ who: "You", when: "chosen here", value: <CaseStatusPill status={status} /> }}
          theirs={{
            who: "A colleague",
            when: "meanwhile",
            value: <CaseStatusPill status={stands} />,
            keepLabel: "Keep theirs",
          }}
          title="The status"
          onKeep={(side) =>
            side === "mine" ? setSeen({ version, status: stands }) : draft.write({ status: undefined })
          }
        />
      )}
      {(status !== "closed" || (body.updateText ?? "") !== "") && (
        <MentionArea
          caseId={caseId}
          error={update.errors.updateText}
          isRestricted={body.isRestricted ?? false}
          label="What happened since?"
          name="updateText"
          rows={3}
          value={body.updateText ?? ""}
          onChange={(updateText) => draft.write({ updateText })}
        />
      )}
      <StatusRail chosen={status ?? stands} from={stands} onChoose={choose} />
      {status === "closed" && (
        <TextArea
          description="Closed cases stay closed: say how this one was resolved."
          error={update.errors.resolutionNotes}
          label="Resolution notes"
          name="resolutionNotes"
          value={body.resolutionNotes ?? ""}
          onChange={(resolutionNotes) => draft.write({ resolutionNotes })}
        />
      )}
      {status !== "closed" && (
        <FollowUpField
          error={update.errors.followUpDate}
          label="Next follow-up"
          today={page.today}
          value={body.followUp ?? ""}
          onChange={(followUp) => draft.write({ followUp })}
        />
      )}
      {page.isOnTeam && (
        <Checkbox isSelected={body.isRestricted ?? false} onChange={(isRestricted) => draft.write({ isRestricted })}>
          Restricted to the case team
        </Checkbox>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SafeLine
          idle="What you write is kept as you type"
          safe={draft.state?.safe ?? { device: null, server: null }}
          zone={zone}
        />
        <Button isDisabled={hasMoved} isPending={update.isPending} shortcut="Mod+Enter" type="submit" variant="primary">
          {status === "closed" ? "Close the case" : "Add update"}
        </Button>
      </div>
    </form>
  );
};
