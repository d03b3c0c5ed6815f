import { Mark } from "@handrail/ui/mark";
import { memo, useEffect, useState } from "react";

import type { ViewRow } from "../roster/overlay.ts";
import { grade, kindOf, letterOf } from "../roster/words.ts";

export interface PrintSheetProps {
  readonly sessionId: string;
  readonly rows: readonly ViewRow[];
  readonly isShaded: boolean;
  readonly labelOf: (studentId: string) => string;
}

interface Code {
  readonly size: number;
  readonly path: string;
}

const draw = async (text: string): Promise<Code> => {
  const { create } = await import("qrcode");
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const squares = Array.from(data).flatMap((isDark, at) =>
    isDark ? [`M${at % size} ${Math.floor(at / size)}h1v1h-1z`] : [],
  );
  return { size, path: squares.join("") };
};

const useCode = (text: string): Code | null => {
  const [code, setCode] = useState<Code | null>(null);
  useEffect(() => {
    let isGone = false;
    // Ready before anyone prints, and after everything that a person waits for.
    const timer = setTimeout(() => {
      draw(text)
        .then((drawn) => !isGone && setCode(drawn))
        .catch((problem: unknown) => console.warn("The code for the printed roster could not be drawn.", problem));
    }, 1_500);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text]);
  return code;
};

const boxes = ["present", "tardy", "absent", "excused"] as const;

const Boxes = ({ row }: { row: ViewRow }) =>
  row.status === "scheduled" ? (
    <span className="inline-flex gap-3">
      {boxes.map((status) => (
        <span className="inline-flex items-center gap-1" key={status}>
          <span className="inline-block size-[4mm] border border-current" />
          <span className="text-[8pt]">{letterOf[status]}</span>
        </span>
      ))}
    </span>
  ) : (
    <Mark kind={kindOf[row.status]} {...(row.minutesLate === null ? {} : { minutes: row.minutesLate })} />
  );

interface PrintRowProps {
  readonly row: ViewRow;
  readonly place: number;
  readonly label: string;
  readonly isShaded: boolean;
}

const PrintRow = memo(({ row, place, label, isShaded }: PrintRowProps) => (
  <tr className="border-b border-[#999]">
    <td className="h-[7.5mm] tabular-nums">{place}</td>
    <td className="font-semibold">{label}</td>
    <td>{grade(row.gradeLevel)}</td>
    <td>
      <Boxes row={row} />
    </td>
    <td className="text-[9pt]">{isShaded ? "" : row.note}</td>
  </tr>
));
PrintRow.displayName = "PrintRow";

/** The roster on paper: the order of the screen, boxes where a mark is missing, and the way back to the screen. */
export const PrintSheet = ({ sessionId, rows, isShaded, labelOf }: PrintSheetProps) => {
  const code = useCode(`${location.origin}/sessions/${sessionId}`);
  return (
    <section className="hidden text-[10.5pt] text-[#000] print:block" data-print="">
      <header className="-mt-[18mm] mb-3 flex items-end justify-between gap-6">
        <p className="pt-1 text-[9pt]">P Present · T Tardy, with minutes · A Absent · E Excused</p>
        {code !== null && (
          <svg
            aria-hidden="true"
            className="size-[24mm] shrink-0"
            shapeRendering="crispEdges"
            viewBox={`0 0 ${code.size} ${code.size}`}
          >
            <path d={code.path} fill="#000" />
          </svg>
        )}
      </header>
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-b border-current text-start text-[9pt]">
            <th className="w-[8mm] py-1 text-start font-semibold">#</th>
            <th className="py-1 text-start font-semibold">{isShaded ? "Code" : "Student"}</th>
            <th className="w-[14mm] py-1 text-start font-semibold">Grade</th>
            <th className="w-[52mm] py-1 text-start font-semibold">Mark</th>
            <th className="w-[45mm] py-1 text-start font-semibold">Note</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <PrintRow
              isShaded={isShaded}
              key={row.studentId}
              label={labelOf(row.studentId)}
              place={index + 1}
              row={row}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
};
