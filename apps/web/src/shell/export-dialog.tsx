import type { ExportFile, ExportFormat } from "@handrail/domain/kernel/export-schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { Dialog } from "@handrail/ui/dialog";
import { Select } from "@handrail/ui/select";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { newId, problemOf } from "../lib/api.ts";
import { saveFile } from "../lib/save-file.ts";

export interface ExportAsked {
  readonly mutationId: string;
  readonly format: ExportFormat;
  readonly isChosen: boolean;
}

export interface ExportDialogProps {
  readonly title: string;
  /** What the file will hold, such as the filter on view. */
  readonly children: ReactNode;
  /** A choice that the file offers, such as names; left out: there is none. */
  readonly choice?: { readonly label: string; readonly description?: string };
  readonly onExport: (asked: ExportAsked) => Promise<ExportFile>;
  readonly onClose: () => void;
}

/** Spreadsheets expect `;` where the decimal sign is a comma. */
const separatorHere = (): ExportFormat =>
  new Intl.NumberFormat(navigator.language)
    .formatToParts(1.5)
    .some(({ type, value }) => type === "decimal" && value === ",")
    ? "csv_semicolon"
    : "csv_comma";

const labels: { readonly [F in ExportFormat]: string } = {
  xlsx: "Excel (XLSX)",
  csv_comma: "CSV, separated by commas",
  csv_semicolon: "CSV, separated by semicolons",
};

/** The last choice holds until the page is loaded anew. */
let last: ExportFormat | null = null;

/** Asks for the format of a file, and hands it to the device. */
export const ExportDialog = ({ title, children, choice, onExport, onClose }: ExportDialogProps) => {
  const csv = separatorHere();
  const other = csv === "csv_comma" ? "csv_semicolon" : "csv_comma";
  const [format, setFormat] = useState<ExportFormat>(last ?? "xlsx");
  const [isChosen, setChosen] = useState(false);
  const save = useMutation({
    mutationFn: () => onExport({ mutationId: newId(), format, isChosen }),
    onSuccess: (file) => {
      last = format;
      saveFile(file);
      onClose();
    },
  });
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button isPending={save.isPending} variant="primary" onPress={() => save.mutate()}>
            Save the file
          </Button>
        </>
      }
      isOpen
      size="sm"
      title={title}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <div className="flex flex-col gap-4">
        <p>{children}</p>
        <Select
          label="Format"
          options={(["xlsx", csv, other] as const).map((value) => ({ value, label: labels[value] }))}
          value={format}
          onChange={setFormat}
        />
        {choice !== undefined && (
          <Checkbox
            {...(choice.description === undefined ? {} : { description: choice.description })}
            isSelected={isChosen}
            onChange={setChosen}
          >
            {choice.label}
          </Checkbox>
        )}
        <p className="text-meta text-ink-2">That you saved this file is recorded.</p>
        {save.error !== null && <p role="alert">{problemOf(save.error).message}</p>}
      </div>
    </Dialog>
  );
};
