import type { ProgramPage } from "@handrail/domain/interventions/program-schema";
import { Button } from "@handrail/ui/button";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";

const EditProgram = lazy(async () => ({ default: (await import("./edit-program.tsx")).EditProgram }));

export type ProgramActionsProps = { page: ProgramPage; onUse: () => void };

/** What can be done with a version: a draft is written and published, a published one is used, followed or retired. */
export const ProgramActions = ({ page, onUse }: ProgramActionsProps) => {
  const { program, versions } = page;
  const { id: programId, status, mayManage, version } = program;
  const navigate = useNavigate();
  const mayCreate = useMe().permissions.includes("interventions.manage_all");
  const [isEditing, setEditing] = useState(false);
  const after = {
    onError: (error: unknown) => void toast({ message: problemOf(error).message, tone: "problem" as const }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: api.interventions.program.queryKey() }),
  };
  const publish = useMutation(
    api.interventions.publishProgram.mutationOptions({
      ...after,
      onSuccess: () => void toast({ message: `Version ${version} published.`, tone: "done" }),
    }),
  );
  const retire = useMutation(
    api.interventions.retireProgram.mutationOptions({
      ...after,
      onSuccess: () => void toast({ message: "Retired. What runs goes on.", tone: "done" }),
    }),
  );
  const draft = useMutation(
    api.interventions.draftNextVersion.mutationOptions({
      ...after,
      onSuccess: ({ programId: next }) => void navigate({ to: "/programs/$programId", params: { programId: next } }),
    }),
  );
  const written = versions.find((one) => one.status === "draft");
  const move = () => ({ mutationId: newId(), programId });
  return (
    <>
      {status === "published" && mayCreate && (
        <Button variant="primary" onPress={onUse}>
          New intervention from it
        </Button>
      )}
      {mayManage && status === "draft" && (
        <>
          <Button onPress={() => setEditing(true)}>Change the draft</Button>
          <Button isPending={publish.isPending} variant="primary" onPress={() => publish.mutate(move())}>
            Publish version {version}
          </Button>
        </>
      )}
      {mayManage && status !== "draft" && (
        <Button isPending={draft.isPending} onPress={() => draft.mutate(move())}>
          {written === undefined ? "Write the next version" : `Open the draft of version ${written.version}`}
        </Button>
      )}
      {mayManage && status === "published" && (
        <Button isPending={retire.isPending} variant="quiet" onPress={() => retire.mutate(move())}>
          Retire
        </Button>
      )}
      <Suspense>{isEditing && <EditProgram program={program} onClose={() => setEditing(false)} />}</Suspense>
    </>
  );
};
