import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { InterventionStatus } from "@handrail/domain/interventions/schema";
import { canMove, moveOf } from "@handrail/domain/interventions/status";
import { Button } from "@handrail/ui/button";
import { IconButton } from "@handrail/ui/icon-button";
import { Menu, type MenuAction } from "@handrail/ui/menu";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import Ellipsis from "lucide-react/icons/ellipsis";
import { lazy, Suspense, useState } from "react";

import { client } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { statusWords } from "../words.ts";

const ExportDialog = lazy(async () => ({ default: (await import("../../../shell/export-dialog.tsx")).ExportDialog }));
const EditPlan = lazy(async () => ({ default: (await import("./edit-plan.tsx")).EditPlan }));
const WriteToGroup = lazy(async () => ({
  default: (await import("../../messages/components/write-to-group.tsx")).WriteToGroup,
}));
const MoveStatus = lazy(async () => ({ default: (await import("./move-status.tsx")).MoveStatus }));

const fallbackLabel: Readonly<Record<InterventionStatus, string>> = {
  draft: "Back to draft",
  active: "Start",
  completed: "Complete",
  cancelled: "Cancel",
};

/** Every status that there is: a move that is none is there too, with its reason. */
const movesOf = ({ status }: Intervention, go: (to: InterventionStatus) => void): MenuAction[] =>
  InterventionStatus.options
    .filter((to) => to !== status)
    .map((to) => {
      const verdict = canMove(status, to);
      const label = moveOf(status, to)?.label ?? fallbackLabel[to];
      return verdict.allowed
        ? { id: to, label: `${label}…`, tone: to === "cancelled" ? "danger" : "plain", onAction: () => go(to) }
        : { id: to, label, description: verdict.refusal.message, isDisabled: true };
    });

/** What can be done with an intervention: its plan, its status, its report. */
export const InterventionActions = ({ intervention }: { intervention: Intervention }) => {
  const { id, mayManage, mayExport, status, enrollments, fields } = intervention;
  const [isEditing, setEditing] = useState(false);
  const [to, setTo] = useState<InterventionStatus | null>(null);
  const [isWriting, setWriting] = useState(false);
  const { tools, permissions } = useMe();
  const mayWrite =
    tools.includes("messages") &&
    permissions.includes("messages.send") &&
    enrollments.some((row) => row.status === "active");
  const [isSaving, setSaving] = useState(false);
  useShortcuts({ e: () => setEditing(true) }, { isDisabled: !mayManage });
  const reports: MenuAction[] = [
    ...(mayWrite ? [{ id: "write", label: "Write to all families…", onAction: () => setWriting(true) }] : []),
    { id: "print", label: "Print the report", onAction: () => window.print() },
    ...(mayExport ? [{ id: "file", label: "Save the report as a file…", onAction: () => setSaving(true) }] : []),
  ];
  return (
    <>
      {mayManage && (
        <>
          {status === "draft" && (
            <Button variant="primary" onPress={() => setTo("active")}>
              Start
            </Button>
          )}
          <Button shortcut="e" onPress={() => setEditing(true)}>
            Edit details
          </Button>
        </>
      )}
      <Menu
        items={mayManage ? [...movesOf(intervention, setTo), "-", ...reports] : reports}
        label={`More about this intervention, ${statusWords[status]}`}
        placement="bottom end"
        trigger={<IconButton icon={<Ellipsis aria-hidden="true" size={18} />} label="More" />}
      />
      <Suspense>
        {isSaving && (
          <ExportDialog
            title="Save the report"
            onClose={() => setSaving(false)}
            onExport={({ mutationId, format }) =>
              client.interventions.exportReport.mutate({ mutationId, interventionId: id, format })
            }
          >
            Everybody who takes or took part, by code, with attendance, dose and points.
          </ExportDialog>
        )}
        {isEditing && <EditPlan intervention={intervention} onClose={() => setEditing(false)} />}
        {isWriting && <WriteToGroup intervention={{ id, name: fields.name }} onClose={() => setWriting(false)} />}
        {to !== null && <MoveStatus intervention={intervention} to={to} onClose={() => setTo(null)} />}
      </Suspense>
    </>
  );
};
