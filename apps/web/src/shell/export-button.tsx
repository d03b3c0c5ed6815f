import { Button } from "@handrail/ui/button";
import { lazy, Suspense, useState } from "react";

import type { ExportDialogProps } from "./export-dialog.tsx";
import { useMe } from "./me.ts";

const ExportDialog = lazy(async () => ({ default: (await import("./export-dialog.tsx")).ExportDialog }));

/** What a list offers beside its filter: names of those whom the reader may see by name. */
export const namesChoice = {
  label: "With names",
  description: "Names that you may see, and that their families agreed to. Each is recorded as shown to you.",
} as const;

/** Saves what is on view as a file; for those who may take reports along. */
export const ExportButton = (props: Omit<ExportDialogProps, "onClose">) => {
  const [isOpen, setOpen] = useState(false);
  if (!useMe().permissions.includes("reports.export")) return null;
  return (
    <>
      <Button onPress={() => setOpen(true)}>Save as a file</Button>
      {isOpen && (
        <Suspense>
          <ExportDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
