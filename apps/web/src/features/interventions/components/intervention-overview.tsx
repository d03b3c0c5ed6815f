import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { Link } from "@tanstack/react-router";

import { shortDay } from "../../../lib/time.ts";
import { count, typeWords } from "../words.ts";
import { DoseCell } from "./dose-cell.tsx";
import { Fact, Facts } from "./facts.tsx";
import { GoalsSection } from "./goals-section.tsx";
import { TeamSection } from "./team-section.tsx";

export const InterventionOverview = ({ intervention }: { intervention: Intervention }) => {
  const { fields, program } = intervention;
  return (
    <div className="flex flex-col gap-8">
      <Facts>
        <Fact name="Objective">{fields.objective}</Fact>
        <Fact name="Program">
          {program.name}, version {program.version}
          {program.latest > program.version && (
            <span className="text-ink-2">
              {" "}
              ·{" "}
              <Link
                className="text-accent-ink underline underline-offset-2"
                params={{ programId: program.latestId }}
                to="/programs/$programId"
              >
                version {program.latest} is out
              </Link>
            </span>
          )}
        </Fact>
        <Fact name="Kind">
          {typeWords[program.type]}, tier {program.tier}
        </Fact>
        {intervention.statusReason !== null && <Fact name="Why it ended">{intervention.statusReason}</Fact>}
        <Fact name="Owner">{intervention.ownerName}</Fact>
        <Fact name="Runs">
          {shortDay(fields.startDate)} to {fields.endDate === null ? "no set end" : shortDay(fields.endDate)}
        </Fact>
        <Fact name="Sessions">
          {intervention.sessionsHeld} held of {count(fields.plannedSessions, "planned", "planned")}
        </Fact>
        <Fact name="Minutes received">
          <DoseCell planned={intervention.minutesPlannedSoFar} received={intervention.minutesReceived} />
        </Fact>
        <Fact name="Latest point">
          {intervention.lastPointOn === null ? "None yet" : shortDay(intervention.lastPointOn)}
        </Fact>
      </Facts>
      <GoalsSection intervention={intervention} />
      <TeamSection intervention={intervention} />
    </div>
  );
};
