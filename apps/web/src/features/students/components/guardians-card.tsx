import type { StudentPage } from "@handrail/domain/students/schema";
import { Button } from "@handrail/ui/button";
import { Popover } from "@handrail/ui/popover";
import { Skeleton } from "@handrail/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { client, problemOf } from "../../../lib/api.ts";
import { useShade } from "../../../lib/shade.ts";

type Guardian = StudentPage["guardians"][number];

/** Opening it is a disclosure and goes on record: it is asked for then, and not before. */
const useContacts = (studentId: string, isShaded: boolean) =>
  useQuery({
    queryKey: ["students", "guardians", studentId],
    queryFn: () => client.students.guardians.mutate({ studentId }),
    enabled: !isShaded,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

const heldBackWords = {
  no_consent: "The family has not agreed to show contacts here.",
  no_relationship: "Contacts are for those who work with this student.",
} as const;

const linkClass = "text-accent-ink flex min-h-11 items-center underline underline-offset-2 pointer-fine:min-h-7";

const Contacts = ({ studentId, guardians }: { studentId: string; guardians: readonly Guardian[] }) => {
  const isShaded = useShade();
  const { data, error, isPending } = useContacts(studentId, isShaded);
  const known = new Map(data?.guardians.map((one) => [one.guardianId, one]));
  return (
    <div className="flex w-72 max-w-full flex-col gap-3">
      <ul className="flex flex-col gap-3" role="list">
        {guardians.map(({ guardianId, relationship, isPrimary, mayContact }) => {
          const contact = known.get(guardianId);
          return (
            <li className="border-line border-b pb-3 last:border-b-0 last:pb-0" key={guardianId}>
              <p className="font-semibold">{contact?.name ?? relationship}</p>
              <p className="text-meta text-ink-2">
                {[contact?.name != null && relationship, isPrimary && "first to call", !mayContact && "do not contact"]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
              {contact?.phone != null && mayContact && (
                <a className={linkClass} href={`tel:${contact.phone.replaceAll(" ", "")}`}>
                  {contact.phone}
                </a>
              )}
              {contact?.email != null && mayContact && (
                <a className={linkClass} href={`mailto:${contact.email}`}>
                  <span className="break-all">{contact.email}</span>
                </a>
              )}
            </li>
          );
        })}
      </ul>
      {isShaded && <p className="text-meta text-ink-2">Names are hidden on this device.</p>}
      {!isShaded && isPending && <Skeleton className="h-4 w-40" />}
      {error !== null && (
        <p className="text-meta" role="alert">
          {problemOf(error).message}
        </p>
      )}
      {data?.heldBack != null && <p className="text-meta text-ink-2">{heldBackWords[data.heldBack]}</p>}
    </div>
  );
};

export const GuardiansCard = ({ studentId, guardians }: { studentId: string; guardians: readonly Guardian[] }) =>
  guardians.length === 0 ? (
    <span className="text-meta text-ink-2">No guardians on file</span>
  ) : (
    <Popover
      label="Guardians"
      trigger={
        <Button size="sm" variant="quiet">
          {guardians.length === 1 ? "1 guardian" : `${guardians.length} guardians`}
        </Button>
      }
    >
      <Contacts guardians={guardians} studentId={studentId} />
    </Popover>
  );
