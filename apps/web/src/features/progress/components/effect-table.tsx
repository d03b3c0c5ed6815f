import { percentWords } from "@handrail/domain/kernel/share";
import { doseLines } from "@handrail/domain/progress/dosage";
import type { Effectiveness, ProgramEffect, Share } from "@handrail/domain/progress/insight-schema";
import { Cell, ColumnHeader, Row, RowHeader, Table, TableBody, TableHead } from "@handrail/ui/table";
import { Link } from "@tanstack/react-router";

import { rateWords } from "../words.ts";

const few = <span className="text-ink-3">fewer than 5</span>;

const ShareCell = ({ share }: { share: Share | null }) => (
  <Cell numeric>
    {share === null ? (
      few
    ) : (
      <>
        {percentWords(share.part, share.whole)}
        <span className="text-meta text-ink-2 ms-1.5">{`${share.part} of ${share.whole}`}</span>
      </>
    )}
  </Cell>
);

const Exits = ({ exits }: Pick<ProgramEffect, "exits">) =>
  exits === null ? few : `${exits.met} met, ${exits.notMet} not met`;

/** What became of the students of each program. */
export const EffectTable = ({ programs }: Pick<Effectiveness, "programs">) => (
  <Table caption="Effect of programs on their students" className="rounded-card border-line bg-surface border px-2">
    <TableHead>
      <Row>
        <ColumnHeader>Program</ColumnHeader>
        <ColumnHeader numeric>Students</ColumnHeader>
        <ColumnHeader>Exits</ColumnHeader>
        <ColumnHeader numeric>On or above aim</ColumnHeader>
        <ColumnHeader numeric>Median change</ColumnHeader>
        <ColumnHeader numeric>Dose</ColumnHeader>
      </Row>
    </TableHead>
    <TableBody>
      {programs.map(({ lineId, programId, name, tier, unit, enrolled, exits, onAim, medianRate, dose }) => (
        <Row key={lineId}>
          <RowHeader>
            <Link className="underline-offset-2 hover:underline" params={{ programId }} to="/programs/$programId">
              {name}
            </Link>
            <span className="text-meta text-ink-2 block font-normal">Tier {tier}</span>
          </RowHeader>
          <Cell numeric>{enrolled}</Cell>
          <Cell className="whitespace-nowrap">
            <Exits exits={exits} />
          </Cell>
          <ShareCell share={onAim} />
          <Cell numeric>
            {medianRate === null ? (
              few
            ) : (
              <span className="whitespace-nowrap">
                {rateWords(medianRate)}
                <span className="text-meta text-ink-2 ms-1">{unit}</span>
              </span>
            )}
          </Cell>
          <Cell numeric>{dose === null ? few : percentWords(dose.part, dose.whole, doseLines)}</Cell>
        </Row>
      ))}
    </TableBody>
  </Table>
);
