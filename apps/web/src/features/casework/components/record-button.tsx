import { Button, type ButtonProps } from "@handrail/ui/button";
import NotebookPen from "lucide-react/icons/notebook-pen";

import { useMe } from "../../../shell/me.ts";
import { openRecorder, type RecorderRequest } from "../recorder/open.ts";

export { openRecorder };

export type RecordButtonProps = Pick<ButtonProps, "size" | "variant" | "shortcut"> &
  RecorderRequest & { label?: string };

/** Opens the recorder over this page. Nobody sees it who has nothing to do with cases. */
export const RecordButton = ({ label = "Record meeting", size, variant, shortcut, ...about }: RecordButtonProps) =>
  useMe().tools.includes("cases") ? (
    <Button
      icon={<NotebookPen aria-hidden="true" size={16} />}
      {...(shortcut === undefined ? {} : { shortcut })}
      size={size ?? "md"}
      variant={variant ?? "secondary"}
      onPress={() => openRecorder(about)}
    >
      {label}
    </Button>
  ) : null;
