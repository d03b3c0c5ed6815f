import type { Case } from "@handrail/domain/casework/case-schema";
import type { Urgency } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { cx } from "@handrail/ui/cx";
import { Select } from "@handrail/ui/select";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { moment } from "../../../lib/time.ts";
import { followUpDay } from "../recorder/check.ts";
import { urgencies } from "../words.ts";
import { FollowUp } from "./case-facts.tsx";
import { FollowUpField } from "./follow-up-field.tsx";

type PartProps = { title: string; children: ReactNode; isOnPaper?: boolean };

const Part = ({ title, children, isOnPaper = true }: PartProps) => (
  <section
    aria-label={title}
    className={cx("border-line flex flex-col gap-2 border-b px-4 py-3 last:border-b-0", !isOnPaper && "print:hidden")}
  >
    <h2 className="text-meta text-ink-2 font-semibold">{title}</h2>
    {children}
  </section>
);

const partWords = { opened: "opened it", escalated: "was asked to take it on", team: "on the team" } as const;

const onError = (error: unknown): void => void toast({ message: problemOf(error).message, tone: "problem" });
const onSettled = (): void => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });

const Due = ({ page, isLocked }: { page: Case; isLocked: boolean }) => {
  const { id: caseId, version, urgency } = page.case;
  const change = useMutation(api.casework.changeCase.mutationOptions({ onError, onSettled }));
  const [typed, setTyped] = useState("");
  const day = followUpDay(typed, page.today);
  return (
    <>
      {/* On paper it stands beside the status. */}
      <Part isOnPaper={false} title="Urgency">
        <Select<Urgency>
          disabled={isLocked}
          hideLabel
          label="Urgency"
          options={urgencies}
          value={urgency}
          onChange={(next) => change.mutate({ mutationId: newId(), caseId, version, urgency: next })}
        />
      </Part>
      {page.case.status !== "closed" && (
        <Part title="Follow-up">
          <p>
            <FollowUp followUpDate={page.case.followUpDate} overdueDays={page.case.overdueDays} today={page.today} />
          </p>
          {!isLocked && page.case.followUpDate !== null && (
            <Button
              className="self-start print:hidden"
              isPending={change.isPending}
              size="sm"
              variant="quiet"
              onPress={() => change.mutate({ mutationId: newId(), caseId, version, followUpDate: null })}
            >
              Remove the follow-up
            </Button>
          )}
          {!isLocked && (
            <form
              className="flex flex-col gap-2 print:hidden"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                if (day == null) return;
                change.mutate(
                  { mutationId: newId(), caseId, version, followUpDate: day },
                  { onSuccess: () => setTyped("") },
                );
              }}
            >
              <FollowUpField label="Change it to" today={page.today} value={typed} onChange={setTyped} />
              <Button
                className="self-start"
                isDisabled={day == null}
                isPending={change.isPending}
                size="sm"
                type="submit"
              >
                Set follow-up
              </Button>
            </form>
          )}
        </Part>
      )}
    </>
  );
};

const Team = ({ page }: { page: Case }) => {
  const { id: caseId } = page.case;
  const people = useQuery(
    api.casework.people.queryOptions(undefined, { enabled: page.mayChange, staleTime: 5 * 60_000 }),
  );
  const add = useMutation(api.casework.addToTeam.mutationOptions({ onError, onSettled }));
  const remove = useMutation(api.casework.removeFromTeam.mutationOptions({ onError, onSettled }));
  const on = new Set(page.team.map(({ id }) => id));
  const others = (people.data ?? []).filter(({ id }) => !on.has(id));
  return (
    <Part title="Case team">
      <ul className="flex flex-col gap-1" role="list">
        {page.team.map(({ id, name, part }) => (
          <li className="flex items-center justify-between gap-2" key={id}>
            <span>
              {name} <span className="text-meta text-ink-2">{partWords[part]}</span>
            </span>
            {part === "team" && page.mayChange && (
              <Button
                aria-label={`Take ${name} off the team`}
                size="sm"
                variant="quiet"
                onPress={() => remove.mutate({ mutationId: newId(), caseId, userId: id })}
              >
                Remove
              </Button>
            )}
          </li>
        ))}
      </ul>
      {page.mayChange && others.length > 0 && (
        <Select
          className="print:hidden"
          hideLabel
          label="Add to the team"
          options={others.map(({ id, name }) => ({ value: id as string, label: name }))}
          placeholder="Add a colleague"
          value=""
          onChange={(userId) => add.mutate({ mutationId: newId(), caseId, userId: userId as never })}
        />
      )}
    </Part>
  );
};

/** What became of the question. */
const answerWords = (one: Case["escalations"][number], when: (at: string) => string): string => {
  if (one.declined !== null) return ` · not taken on, ${when(one.declined.at)}:`;
  return one.takenAt === null ? " · not taken on yet" : ` · taken on ${when(one.takenAt)}`;
};

/** What stands beside the entries: urgency, follow-up, who works on it, and who was asked. */
export const CaseSide = ({ page, now }: { page: Case; now: string }) => (
  <div className="rounded-card border-line bg-surface self-start border">
    <Due isLocked={!page.mayChange || page.case.status === "closed"} page={page} />
    <Team page={page} />
    {page.escalations.length > 0 && (
      <Part title="Asked to take it on">
        <ol className="flex flex-col gap-2" role="list">
          {page.escalations.map((one) => (
            <li key={one.id}>
              <p>
                {one.from.name} → <strong>{one.to.name}</strong>
              </p>
              <p className="text-meta text-ink-2">{one.reason}</p>
              <p className="text-meta text-ink-2">
                {moment(page.zone, one.at, now)}
                {answerWords(one, (at) => moment(page.zone, at, now))}
              </p>
              {one.declined !== null && <p className="text-meta text-ink-2">{one.declined.reason}</p>}
            </li>
          ))}
        </ol>
      </Part>
    )}
  </div>
);
