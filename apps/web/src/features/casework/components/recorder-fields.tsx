import type { DraftBody } from "@handrail/domain/casework/recorder-schema";
import { Checkbox } from "@handrail/ui/checkbox";
import { LevelMeter } from "@handrail/ui/level-meter";
import { TextField } from "@handrail/ui/text-field";
import type { RefObject } from "react";

import { changesOf, type FieldName, followUpText, type MeetingForm, urgencyOf } from "../recorder/check.ts";
import { focusField } from "../recorder/focus.ts";
import type { UseRecording } from "../recorder/use-recording.ts";
import { causes, urgencies } from "../words.ts";
import { ActiveCaseNote, ChangesNote } from "./active-case-note.tsx";
import { ChoiceGroup } from "./choice-group.tsx";
import { FollowUpField } from "./follow-up-field.tsx";
import { MentionArea } from "./mention-area.tsx";
import { PlanTemplates } from "./plan-templates.tsx";

const causeChoices = causes.map((one, index) => ({ ...one, keyName: String(index + 1) }));
const urgencyChoices = urgencies.map((one, index) => ({
  ...one,
  keyName: one.value.slice(0, 1),
  icon: <LevelMeter hideWord level={index + 1} steps={3} word="" />,
}));

export type RecorderFieldsProps = {
  form: MeetingForm;
  student: string;
  recording: UseRecording;
  write: (change: Partial<DraftBody>) => void;
  root: RefObject<HTMLElement | null>;
};

/** What a meeting is made of, in the order in which it is told. */
export const RecorderFields = ({ form, student, recording, write, root }: RecorderFieldsProps) => {
  const { body, today, active } = form;
  const { errors, check, forgive } = recording;
  const set = (field: FieldName, change: Partial<DraftBody>): void => {
    write(change);
    forgive(field);
  };
  const prose = (field: "absenceReason" | "interventionNotes" | "actionPlan", label: string, rows: number) => (
    <MentionArea
      caseId={active?.caseId ?? null}
      error={errors[field]}
      isRestricted={body.isRestricted ?? false}
      label={label}
      name={field}
      rows={rows}
      value={body[field] ?? ""}
      onBlur={() => body[field] !== undefined && check(field)}
      onChange={(text) => set(field, { [field]: text })}
    />
  );
  return (
    <>
      {prose("absenceReason", "What did the student say?", 4)}
      <ChoiceGroup
        choices={causeChoices}
        error={errors.rootCause}
        label="Root cause"
        name="rootCause"
        value={body.rootCause}
        onChoose={(rootCause, byKey) => {
          set("rootCause", { rootCause });
          if (byKey) focusField(root.current, "interventionNotes");
        }}
      />
      {active != null && (
        <ActiveCaseNote found={active} student={student} onChangeCause={() => focusField(root.current, "rootCause")} />
      )}
      {prose("interventionNotes", "What you noticed", 3)}
      {prose("actionPlan", "Plan", 3)}
      {body.rootCause !== undefined && (
        <PlanTemplates
          rootCause={body.rootCause}
          onUse={(plan) => {
            const before = (body.actionPlan ?? "").trimEnd();
            set("actionPlan", { actionPlan: before === "" ? plan : `${before}\n${plan}` });
            focusField(root.current, "actionPlan");
          }}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <FollowUpField
          error={errors.followUpDate}
          today={today}
          value={followUpText(form)}
          onBlur={() => check("followUpDate")}
          onChange={(followUp) => set("followUpDate", { followUp })}
        />
        <ChoiceGroup
          choices={urgencyChoices}
          error={errors.urgency}
          label="Urgency"
          name="urgency"
          value={urgencyOf(form)}
          onChoose={(urgency) => set("urgency", { urgency })}
        />
      </div>
      <ChangesNote changes={changesOf(form)} />
      <TextField
        error={errors.meetingDate}
        label="Date of the meeting"
        max={today}
        name="meetingDate"
        type="date"
        value={body.meetingDate ?? ""}
        onBlur={() => check("meetingDate")}
        onChange={(meetingDate) => set("meetingDate", { meetingDate })}
      />
      <Checkbox
        description="Only the people on the case team can read it."
        isSelected={body.isRestricted ?? false}
        onChange={(isRestricted) => write({ isRestricted })}
      >
        Restricted to the case team
      </Checkbox>
    </>
  );
};
