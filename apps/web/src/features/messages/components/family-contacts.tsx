import { contactKindWords, contactOutcomeWords } from "@handrail/domain/communications/contact-rules";
import type { FamilyContacts as Contacts } from "@handrail/domain/communications/contact-schema";
import { Button } from "@handrail/ui/button";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { api, client, newId, problemOf } from "../../../lib/api.ts";
import { shortDay } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { ReasonDialog } from "../../casework/components/reason-dialog.tsx";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { refreshContacts, useFamilyContacts } from "../queries.ts";

const LogContact = lazy(async () => ({ default: (await import("./log-contact.tsx")).LogContact }));

type Contact = Contacts["contacts"][number];

/** So many are on the page; the thread has them all. */
const shown = 5;

const dueWords = (on: string, today: string): string => {
  if (on === today) return "due today";
  return on < today ? `was due ${shortDay(on)}` : `due ${shortDay(on)}`;
};

const NextStep = ({ contact, today, mayLog }: { contact: Contact; today: string; mayLog: boolean }) => {
  const finish = useMutation(api.communications.finishNextStep.mutationOptions());
  const { nextStep, contactId, version } = contact;
  if (nextStep === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <span>
        Next: {nextStep.what}, {nextStep.isDone ? "done" : dueWords(nextStep.on, today)}
      </span>
      {mayLog && !nextStep.isDone && (
        <Button
          aria-label={`Done: ${nextStep.what}`}
          isPending={finish.isPending}
          size="sm"
          variant="quiet"
          onPress={() =>
            finish.mutate(
              { mutationId: newId(), contactId, version },
              {
                onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
                onSettled: refreshContacts,
              },
            )
          }
        >
          Done
        </Button>
      )}
    </p>
  );
};

const Line = ({ contact, today, mayLog }: { contact: Contact; today: string; mayLog: boolean }) => {
  const [isDeleting, setDeleting] = useState(false);
  const { contactId, version, kind, outcome, relationship, note, contactedOn, by, mayWithdraw } = contact;
  const title = `${contactKindWords[kind]}${relationship === null ? "" : ` with ${relationship}`}: ${contactOutcomeWords[outcome]}`;
  return (
    <li className="border-line flex flex-col gap-1 border-b px-4 py-2.5 last:border-b-0">
      <p>{title}</p>
      {note !== "" && <p className="text-ink-2 break-words whitespace-pre-line">{note}</p>}
      <NextStep contact={contact} mayLog={mayLog} today={today} />
      <p className="text-meta text-ink-2 flex flex-wrap items-center gap-x-3">
        <span>
          {shortDay(contactedOn)}, {by}
        </span>
        {mayWithdraw && mayLog && (
          <Button
            aria-label={`Delete: ${title}, ${shortDay(contactedOn)}`}
            className="print:hidden"
            size="sm"
            variant="quiet"
            onPress={() => setDeleting(true)}
          >
            Delete
          </Button>
        )}
      </p>
      {isDeleting && (
        <ReasonDialog
          isDanger
          title="Delete this call or talk?"
          verb="Delete"
          onClose={() => setDeleting(false)}
          onSend={async (reason) => {
            await client.communications.withdrawContact.mutate({ mutationId: newId(), contactId, version, reason });
            refreshContacts();
          }}
        >
          <p>It leaves every list and report. That you deleted it, and why, is kept.</p>
        </ReasonDialog>
      )}
    </li>
  );
};

const Listed = ({ studentId }: { studentId: string }) => {
  const query = useFamilyContacts(studentId);
  const [isLogging, setLogging] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const { data } = query;
  if (data === undefined)
    return query.error === null ? (
      <SkeletonRows label="Calls and talks are loading" rows={2} />
    ) : (
      <ProblemState
        error={query.error}
        isRetrying={query.isFetching}
        what="The list of calls and talks"
        onRetry={() => void query.refetch()}
      />
    );
  const { contacts, today, mayLog } = data;
  return (
    <>
      {contacts.length === 0 ? (
        <p className="text-ui text-ink-2">No call or talk has been logged.</p>
      ) : (
        <ul className="rounded-card border-line bg-surface overflow-hidden border" role="list">
          {contacts.slice(0, showsAll ? contacts.length : shown).map((contact) => (
            <Line contact={contact} key={contact.contactId} mayLog={mayLog} today={today} />
          ))}
        </ul>
      )}
      <span className="flex flex-wrap gap-2 print:hidden">
        {mayLog && (
          <Button size="sm" onPress={() => setLogging(true)}>
            Log a call or talk
          </Button>
        )}
        {contacts.length > shown && !showsAll && (
          <Button size="sm" variant="quiet" onPress={() => setShowsAll(true)}>
            Show all {contacts.length}
          </Button>
        )}
      </span>
      {isLogging && (
        <Suspense>
          <LogContact contacts={data} studentId={studentId} onClose={() => setLogging(false)} />
        </Suspense>
      )}
    </>
  );
};

/** Calls and talks with the family of a student, and what is to be done next. */
export const FamilyContacts = ({ studentId }: { studentId: string }) =>
  useMe().tools.includes("messages") ? (
    <section aria-label="Calls and talks with the family" className="flex flex-col gap-2">
      <h2 className="text-head">Calls and talks with the family</h2>
      <Listed studentId={studentId} />
    </section>
  ) : null;
