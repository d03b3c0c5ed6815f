import type { OpenedMessage } from "@handrail/domain/communications/schema";
import { useEffect } from "react";
import { createPortal } from "react-dom";

import { useMe } from "../../../shell/me.ts";

/**
 * A letter as it is printed: A4, the address where a window envelope shows it (45 mm from the top, 20 mm from the side; the
 * page's own margin is 14 mm), the words below the fold. While it is open the page prints this and nothing else.
 */
export const LetterPaper = ({ letter: { to, subject, body } }: { letter: OpenedMessage }) => {
  const { tenantName } = useMe();
  useEffect(() => {
    document.documentElement.dataset["letter"] = "";
    return () => {
      delete document.documentElement.dataset["letter"];
    };
  }, []);
  return createPortal(
    <div className="hidden text-[11pt] leading-[1.5] text-black print:block" data-paper="">
      <div className="ms-[6mm] w-[160mm]">
        <div className="h-[31mm] text-[9pt]">{tenantName}</div>
        <div className="h-[45mm] w-[85mm] break-words whitespace-pre-line" data-window="">
          {to}
        </div>
        {subject !== "" && <p className="mb-[6mm] font-semibold">{subject}</p>}
        <p className="break-words whitespace-pre-wrap">{body}</p>
      </div>
    </div>,
    document.body,
  );
};
