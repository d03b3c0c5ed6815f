import { dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { IconButton } from "@handrail/ui/icon-button";
import { Kbd } from "@handrail/ui/kbd";
import { useOpenOverlay } from "@handrail/ui/open-overlays";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { toast } from "@handrail/ui/toast";
import X from "lucide-react/icons/x";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

import { useNow } from "../../../lib/now.ts";
import { useMe } from "../../../shell/me.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { useActiveCase } from "../queries.ts";
import { fieldOrder, type MeetingForm } from "../recorder/check.ts";
import { focusField, focusInvalid, useKeysWithin } from "../recorder/focus.ts";
import { closeRecorder, type RecorderRequest } from "../recorder/open.ts";
import { useDraft } from "../recorder/use-draft.ts";
import { type Recorded, useRecording } from "../recorder/use-recording.ts";
import { AlsoWriting } from "./also-writing.tsx";
import { DraftNotice } from "./draft-notice.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { MeetingRecap } from "./meeting-recap.tsx";
import { RecorderFields } from "./recorder-fields.tsx";
import { SafeLine } from "./safe-line.tsx";
import { StudentPicker } from "./student-picker.tsx";

const Panel = ({
  children,
  title,
  onKey,
}: {
  children: ReactNode;
  title: string;
  onKey: (event: KeyboardEvent) => void;
}) => {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useKeysWithin(panel, onKey);
  useOpenOverlay({ close: closeRecorder, covers: () => !matchMedia("(width >= 40rem)").matches });
  const before = useRef(document.activeElement);
  useEffect(() => {
    const opener = before.current;
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    // Not modal: the page behind stays readable and can be used.
    <section
      aria-labelledby={id}
      className="animate-appear border-line bg-surface text-ink sm:shadow-overlay fixed inset-y-0 end-0 z-30 flex w-full flex-col pb-[env(safe-area-inset-bottom)] sm:w-[35rem] sm:border-s print:hidden"
      ref={panel}
      role="dialog"
    >
      <div className="border-line flex items-center justify-between gap-4 border-b py-1.5 pr-1.5 pl-5">
        <h2 className="text-head" id={id}>
          {title}
        </h2>
        <IconButton
          excludeFromTabOrder
          icon={<X aria-hidden="true" size={18} />}
          label="Close, keeping the draft"
          tooltip={false}
          onPress={closeRecorder}
        />
      </div>
      {children}
    </section>
  );
};

/** Writes a meeting down while it is fresh. Whatever happens to the page, its words are kept. */
export const Recorder = ({ request }: { request: RecorderRequest }) => {
  const { userId, zone } = useMe();
  const now = useNow();
  const today = dayIn(zone, now);
  const root = useRef<HTMLFormElement>(null);
  const { studentId = null, displayCode = null, rootCause, isStudentFixed = false } = request;
  const place = { kind: "meeting", personId: userId, studentId, displayCode, caseId: null, rootCause } as const;
  const draft = useDraft(place, () => ({
    meetingDate: today,
    ...(rootCause === undefined ? {} : { rootCause }),
    ...(request.absenceReason === undefined ? {} : { absenceReason: request.absenceReason }),
  }));
  const { state } = draft;
  const words = state?.words;
  const body = words?.body ?? {};
  const active = useActiveCase(words?.studentId ?? null, body.rootCause);
  const form: MeetingForm = { studentId: words?.studentId ?? null, body, today, active };
  const recording = useRecording(form, draft);
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const picked = words?.studentId == null ? null : { studentId: words.studentId, displayCode: words.displayCode ?? "" };
  const names = useStudentNames(picked === null ? [] : [picked.studentId], "work");
  const student = picked === null ? "" : (names.calledOf(picked.studentId) ?? picked.displayCode);
  const draftId = words?.draftId;
  useEffect(() => {
    if (draftId === undefined) return;
    // The student first, where that is still to be said.
    if (!focusField(root.current, "studentId")) focusField(root.current, "absenceReason");
  }, [draftId]);

  const send = async (): Promise<void> => {
    const outcome = await recording.record();
    if (outcome === undefined) {
      focusInvalid(root.current);
      return;
    }
    if (outcome.kind === "recorded") {
      setRecorded(outcome.recorded);
      return;
    }
    toast({
      message: `The meeting with ${student} is kept on this device. It is recorded as soon as Handrail can be reached.`,
    });
    closeRecorder();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !event.defaultPrevented) closeRecorder();
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || recording.isPending || recorded !== null) return;
    event.preventDefault();
    void send();
  };
  if (recorded !== null)
    return (
      <Panel title="Meeting recorded" onKey={onKey}>
        <MeetingRecap recorded={recorded} student={student} today={today} onClose={closeRecorder} />
      </Panel>
    );
  return (
    <Panel title="Record meeting" onKey={onKey}>
      <form
        className="flex min-h-0 flex-1 flex-col"
        noValidate
        ref={root}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="flex flex-1 flex-col gap-5 overflow-y-auto overscroll-contain px-5 py-4">
          {state === null ? (
            <SkeletonRows label="Looking for what you have begun" rows={4} />
          ) : (
            <>
              <DraftNotice draft={draft} now={now} zone={zone} />
              {recording.isSummed && <ErrorSummary errors={recording.errors} fields={fieldOrder} root={root} />}
              {recording.problem !== null && Object.keys(recording.problem.fields).length === 0 && (
                <FormProblem>{recording.problem.message} Your text is kept.</FormProblem>
              )}
              <StudentPicker
                error={recording.errors.studentId}
                isFixed={isStudentFixed && picked?.studentId === studentId}
                key={draftId}
                picked={picked}
                onClear={() => {
                  draft.write({}, { studentId: null, displayCode: null });
                  setTimeout(() => focusField(root.current, "studentId"));
                }}
                onPick={(one) => {
                  draft.write({}, one);
                  recording.forgive("studentId");
                  setTimeout(() => focusField(root.current, "absenceReason"));
                }}
              />
              {picked !== null && <AlsoWriting studentId={picked.studentId} />}
              <RecorderFields form={form} recording={recording} root={root} student={student} write={draft.write} />
            </>
          )}
        </div>
        <div className="border-line flex flex-wrap items-center justify-between gap-x-3 gap-y-2 border-t px-5 py-3">
          <SafeLine idle="Cancel keeps the draft" safe={state?.safe ?? { device: null, server: null }} zone={zone} />
          <span className="flex gap-2">
            <Button onPress={closeRecorder}>Cancel</Button>
            <Button
              isDisabled={state === null}
              isPending={recording.isPending}
              shortcut="Mod+Enter"
              type="submit"
              variant="primary"
            >
              Record
              <span className="pointer-coarse:hidden">
                <Kbd keys="Mod+Enter" />
              </span>
            </Button>
          </span>
        </div>
      </form>
    </Panel>
  );
};
