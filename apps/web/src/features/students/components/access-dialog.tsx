import { Dialog } from "@handrail/ui/dialog";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { api, problemOf } from "../../../lib/api.ts";
import { moment } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { purposeWords, whyWords } from "../words.ts";

export type AccessDialogProps = {
  studentId: string;
  zone: string;
  now: string;
  /** Whoever may read the audit log also sees who has looked. */
  mayReadLooks: boolean;
  onClose: () => void;
};

const Problem = ({ error }: { error: unknown }) => (
  <p className="text-ink-2" role="alert">
    {problemOf(error).message}
  </p>
);

const People = ({ studentId }: { studentId: string }) => {
  const { userId: own } = useMe();
  const { data, error } = useQuery(api.students.access.queryOptions({ studentId }));
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <SkeletonRows rows={4} />;
  // "Why can I see this?" is the first thing asked.
  const people = data.people.toSorted((one, other) => Number(other.userId === own) - Number(one.userId === own));
  return (
    <ul role="list">
      {people.map(({ userId, name, why }) => (
        <li className="border-line flex flex-wrap gap-x-4 border-b py-2 last:border-b-0" key={userId}>
          <span className="w-40 font-semibold">{userId === own ? "You" : name}</span>
          <span className="text-ink-2 min-w-0 flex-1 basis-56">{why.map(whyWords).join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
};

const Looks = ({ studentId, zone, now }: Pick<AccessDialogProps, "studentId" | "zone" | "now">) => {
  const { data, error } = useQuery({ ...api.students.looks.queryOptions({ studentId }), staleTime: 0 });
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <SkeletonRows rows={4} />;
  if (data.looks.length === 0) return <p className="text-ink-2">Nobody has been shown this student's name.</p>;
  return (
    <ul role="list">
      {data.looks.map(({ id, name, purpose, at }) => (
        <li className="border-line flex flex-wrap gap-x-4 border-b py-2 last:border-b-0" key={id}>
          <span className="w-40 font-semibold">{name}</span>
          <span className="text-ink-2 min-w-0 flex-1">{purposeWords(purpose)}</span>
          <time className="text-ink-2" dateTime={at}>
            {moment(zone, at, now)}
          </time>
        </li>
      ))}
    </ul>
  );
};

export const AccessDialog = ({ studentId, zone, now, mayReadLooks, onClose }: AccessDialogProps) => (
  <Dialog isOpen title="Who can see this student" onOpenChange={(isOpen) => !isOpen && onClose()}>
    <div className="flex flex-col gap-6">
      <section aria-label="Who, and why">
        <People studentId={studentId} />
      </section>
      {mayReadLooks && (
        <section aria-labelledby="looks">
          <h3 className="text-head mb-1" id="looks">
            Who has been shown the name
          </h3>
          <Looks now={now} studentId={studentId} zone={zone} />
        </section>
      )}
    </div>
  </Dialog>
);
