import type { ProgramRow } from "@handrail/domain/interventions/program-schema";
import { plannedOf } from "@handrail/domain/interventions/recurrence";
import { Link } from "@tanstack/react-router";

import { count, ruleWords, typeWords } from "../words.ts";
import { ProgramStatus } from "./intervention-status.tsx";

/** One line of the library. */
export const ProgramCard = ({ program }: { program: ProgramRow }) => {
  const planned = plannedOf(program);
  return (
    <li className="rounded-card border-line bg-surface flex flex-col gap-2 border p-4">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="text-head min-w-0">
          <Link
            className="hover:text-accent-ink underline-offset-2 hover:underline"
            data-row=""
            params={{ programId: program.id }}
            to="/programs/$programId"
          >
            {program.name}
          </Link>
        </h2>
        <ProgramStatus status={program.status} />
      </div>
      <p className="text-meta text-ink-2">
        {typeWords[program.interventionType]}, tier {program.tier} · version {program.version}
        {program.draftId !== null && " · next version being written"}
      </p>
      {program.description !== "" && <p className="text-body line-clamp-3">{program.description}</p>}
      <p className="text-ui text-ink-2 mt-auto">
        {ruleWords(program.recurrence)}, {program.durationMinutes} min · {count(program.plannedWeeks, "week", "weeks")},
        about {count(planned.sessions, "session", "sessions")}
      </p>
      <p className="text-meta text-ink-2">
        {program.measure === "" ? "No measure named" : program.measure}
        {program.running > 0 && ` · ${count(program.running, "intervention runs", "interventions run")}`}
      </p>
    </li>
  );
};
