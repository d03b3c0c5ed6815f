import type { Case } from "@handrail/domain/casework/case-schema";
import { canClose } from "@handrail/domain/casework/machine";
import type { AddUpdateInput } from "@handrail/domain/casework/meeting-schema";
import type { CaseStatus } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { ConflictCard } from "@handrail/ui/conflict-card";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, type RefObject, type SyntheticEvent, useEffect, useRef, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { here } from "../../../realtime/live.ts";
import { useMe } from "../../../shell/me.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { followUpDay } from "../recorder/check.ts";
import { keepWords } from "../recorder/device.ts";
import { sendWaiting } from "../recorder/outbox.ts";
import { useDraft } from "../recorder/use-draft.ts";
import { CaseStatusPill } from "./case-facts.tsx";
import { DraftNotice } from "./draft-notice.tsx";
import { FollowUpField } from "./follow-up-field.tsx";
import { SafeLine } from "./safe-line.tsx";
import { StatusRail } from "./status-rail.tsx";

export type CaseUpdateProps = { page: Case; onSent: () => void; ref?: RefObject<HTMLFormElement | null> };

/** What happened since, and in the same control where the case stands now. */
export const CaseUpdate = ({ page, onSent, ref }: CaseUpdateProps) => {
  const { userId, zone } = useMe();
  const { id: caseId, status: stands, version } = page.case;
  const place = {
    kind: "update" as const,
    personId: userId,
    studentId: page.case.studentId,
    displayCode: page.case.displayCode,
    caseId,
  };
  const draft = useDraft(place, () => ({}));
  const now = useNow(0);
  const body = draft.state?.words.body ?? {};
  const send = useMutation(api.casework.addUpdate.mutationOptions());
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  // The version that the status was chosen at: moved meanwhile, both are shown.
  const [seen, setSeen] = useState({ version, status: stands });
  const intent = useRef<{ id: string; of: string } | null>(null);
  const own = useRef<HTMLFormElement>(null);
  const form = ref ?? own;
  const wanted = body.status;
  const moves = wanted !== undefined && wanted !== stands;
  const hasMoved = wanted !== undefined && seen.version !== version && seen.status !== stands && wanted !== stands;
  const problem = send.error === null ? null : problemOf(send.error);
  useEffect(() => () => here({ kind: "case", id: caseId, at: null }), [caseId]);

  const inputOf = (): AddUpdateInput | undefined => {
    const followUpDate = followUpDay(body.followUp, page.today);
    const closing = canClose(moves ? wanted : "open", moves && wanted === "closed" ? body.resolutionNotes : undefined);
    const found = {
      ...((body.updateText ?? "").trim() === "" ? { updateText: "Write what happened since." } : {}),
      ...(closing.allowed ? {} : { resolutionNotes: closing.refusal.message }),
      ...(followUpDate === undefined ? { followUpDate: "Write a day after today: 2w, fri, 24 nov." } : {}),
    };
    setErrors(found);
    if (Object.keys(found).length > 0 || draft.state === null) return undefined;
    const of = JSON.stringify(body);
    if (intent.current?.of !== of) intent.current = { id: newId(), of };
    return {
      mutationId: intent.current.id as never,
      caseId,
      version,
      updateText: body.updateText ?? "",
      ...(moves ? { status: wanted } : {}),
      ...(moves && wanted === "closed" ? { resolutionNotes: body.resolutionNotes } : {}),
      ...(followUpDate == null ? {} : { followUpDate }),
      isRestricted: body.isRestricted ?? false,
      draftId: draft.state.words.draftId,
    };
  };
  const add = async (): Promise<void> => {
    const input = inputOf();
    const words = draft.state?.words;
    if (input === undefined || words === undefined) {
      setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    await draft.pause();
    try {
      const { entryId } = await send.mutateAsync(input);
      await draft.finish(true);
      toast({
        message: "Update added.",
        tone: "done",
        ...(entryId === null ? {} : { action: { label: "Undo", onPress: () => void undo(entryId) } }),
      });
      await queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });
      onSent();
    } catch (error) {
      const why = problemOf(error);
      if (why.situation === "OFFLINE") {
        await keepWords({ ...words, sending: { kind: "update", input } });
        await draft.finish(false);
        void sendWaiting(userId);
        toast({ message: "Kept on this device. It is added as soon as Handrail can be reached." });
        onSent();
        return;
      }
      setErrors(why.fields);
      if (why.situation === "STALE_VERSION")
        await queryClient.invalidateQueries({ queryKey: api.casework.one.pathKey() });
    }
  };
  const undoing = useMutation(api.casework.undoEntry.mutationOptions());
  const undo = async (entryId: string): Promise<void> => {
    try {
      await undoing.mutateAsync({ mutationId: newId(), caseId, entryId });
    } catch (error) {
      toast({ message: problemOf(error).message, tone: "problem" });
    }
    await queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });
  };
  const choose = (status: CaseStatus): void => {
    setSeen({ version, status: stands });
    draft.write({ status });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void add();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void add();
  };
  return (
    <form
      aria-label="Add an update"
      className="rounded-card border-line bg-surface flex flex-col gap-4 border p-4 print:hidden"
      noValidate
      ref={form}
      onBlur={() => here({ kind: "case", id: caseId, at: null })}
      onFocus={() => here({ kind: "case", id: caseId, at: "update" })}
      onKeyDown={press}
      onSubmit={submit}
    >
      <DraftNotice draft={draft} now={now} zone={zone} />
      {problem !== null &&
        Object.keys(problem.fields).length === 0 &&
        problem.situation !== "STALE_VERSION" &&
        problem.situation !== "OFFLINE" && <FormProblem>{problem.message} Your words are kept.</FormProblem>}
      {hasMoved && (
        <ConflictCard
          mine={{ who: "You", when: "chosen here", value: <CaseStatusPill status={wanted} /> }}
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
      <TextArea
        error={errors["updateText"]}
        label="What happened since?"
        name="updateText"
        rows={3}
        value={body.updateText ?? ""}
        onChange={(updateText) => draft.write({ updateText })}
      />
      <StatusRail chosen={wanted ?? stands} from={stands} onChoose={choose} />
      {moves && wanted === "closed" && (
        <TextArea
          description="Closed cases stay closed: say how this one was resolved."
          error={errors["resolutionNotes"]}
          label="Resolution notes"
          name="resolutionNotes"
          value={body.resolutionNotes ?? ""}
          onChange={(resolutionNotes) => draft.write({ resolutionNotes })}
        />
      )}
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        {wanted !== "closed" && (
          <div className="min-w-56 flex-1">
            <FollowUpField
              error={errors["followUpDate"]}
              label="Next follow-up"
              today={page.today}
              value={body.followUp ?? ""}
              onChange={(followUp) => draft.write({ followUp })}
            />
          </div>
        )}
        {page.isOnTeam && (
          <Checkbox
            className="sm:pt-6"
            isSelected={body.isRestricted ?? false}
            onChange={(isRestricted) => draft.write({ isRestricted })}
          >
            Restricted to the case team
          </Checkbox>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SafeLine safe={draft.state?.safe ?? { device: null, server: null }} zone={zone} />
        <Button isDisabled={hasMoved} isPending={send.isPending} shortcut="Mod+Enter" type="submit" variant="primary">
          {moves && wanted === "closed" ? "Close the case" : "Add update"}
        </Button>
      </div>
    </form>
  );
};
