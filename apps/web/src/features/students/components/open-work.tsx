import type { StudentPage } from "@handrail/domain/students/schema";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { moment, shortDay } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { plain } from "../words.ts";

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title}>
    <h3 className="text-meta text-ink-2 mb-1.5 font-semibold">{title}</h3>
    <ul className="rounded-card border-line bg-surface overflow-hidden border" role="list">
      {children}
    </ul>
  </section>
);

const row = "border-line border-b px-4 py-2.5 last:border-b-0";

const dueWords = (dueOn: string | null, today: string): string => {
  if (dueOn === null) return "No date";
  if (dueOn === today) return "Due today";
  return dueOn < today ? `Was due ${shortDay(dueOn)}` : `Due ${shortDay(dueOn)}`;
};

/** What is open for this student: follow-ups first, then the support that runs. */
export const OpenWork = ({ page, now }: { page: StudentPage; now: string }) => {
  const { tools } = useMe();
  const { interventions, followUps, today, zone } = page;
  return (
    <div className="flex flex-col gap-4">
      <h2 className="text-head">Open work</h2>
      {followUps.length > 0 && (
        <Part title="Follow-ups">
          {followUps.map(({ caseId, kind, what, dueOn }, index) => (
            <li className={row} key={`${caseId} ${kind} ${index}`}>
              <p>{kind === "follow_up" ? `Follow up, ${plain(what)}` : what}</p>
              <p className="text-meta text-ink-2">{dueWords(dueOn, today)}</p>
            </li>
          ))}
        </Part>
      )}
      {interventions.length > 0 && (
        <Part title="Interventions">
          {interventions.map(({ interventionId, name, since, nextAt, maySee }) => (
            <li className={row} key={interventionId}>
              {maySee && tools.includes("interventions") ? (
                <Link
                  className="inline-flex min-h-11 items-center underline underline-offset-2 pointer-fine:min-h-6"
                  params={{ interventionId }}
                  to="/interventions/$interventionId"
                >
                  {name}
                </Link>
              ) : (
                <p>{name}</p>
              )}
              <p className="text-meta text-ink-2">
                Since {shortDay(since.slice(0, 10))}
                {nextAt !== null && ` · next ${moment(zone, nextAt, now)}`}
              </p>
            </li>
          ))}
        </Part>
      )}
      {interventions.length + followUps.length === 0 && <p className="text-ink-2">Nothing is open.</p>}
    </div>
  );
};
