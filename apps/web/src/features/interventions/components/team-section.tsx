import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { TeamRole } from "@handrail/domain/interventions/schema";
import { Button } from "@handrail/ui/button";
import { ConflictCard } from "@handrail/ui/conflict-card";
import { IconButton } from "@handrail/ui/icon-button";
import { Select } from "@handrail/ui/select";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { optionsOf, teamWords } from "../words.ts";
import { useStaff } from "./plan-form.tsx";
import { Section } from "./section.tsx";

const roles = optionsOf(teamWords);

const AddPerson = ({
  intervention,
  onSet,
}: {
  intervention: Intervention;
  onSet: (userId: string, role: TeamRole) => void;
}) => {
  const staff = useStaff();
  const [person, setPerson] = useState("");
  const [role, setRole] = useState<TeamRole>("facilitator");
  const there = new Set<string>(intervention.team.map(({ userId }) => userId));
  const others = (staff.data ?? []).filter(({ id }) => !there.has(id));
  return (
    <div className="flex flex-wrap items-end gap-3 print:hidden">
      <Select
        className="min-w-44 flex-1"
        label="Add somebody"
        options={others.map(({ id, name }) => ({ value: id as string, label: name }))}
        placeholder="Choose a person"
        value={person}
        onChange={setPerson}
      />
      <Select className="min-w-36" label="As" options={roles} value={role} onChange={setRole} />
      <Button
        isDisabled={person === ""}
        onPress={() => {
          onSet(person, role);
          setPerson("");
        }}
      >
        Add
      </Button>
    </div>
  );
};

interface Contested {
  readonly userId: string;
  readonly mine: TeamRole | null;
  readonly theirs: TeamRole | null;
}

const partWords = (role: TeamRole | null): string => (role === null ? "Not on the team" : teamWords[role]);

/** Two people gave somebody another part: both, until one is kept. */
const ContestedRole = ({
  contested: { userId, mine, theirs },
  onKeep,
}: {
  contested: Contested;
  onKeep: (side: "mine" | "theirs") => void;
}) => {
  const staff = useStaff();
  return (
    <div role="alert">
      <ConflictCard
        mine={{ who: "You", when: "not saved yet", value: partWords(mine) }}
        theirs={{ who: "A colleague", when: "saved", value: partWords(theirs), keepLabel: "Keep theirs" }}
        title={staff.data?.find(({ id }) => id === userId)?.name ?? "A part in the team"}
        onKeep={onKeep}
      />
    </div>
  );
};

/** Who works on it, beside its owner. */
export const TeamSection = ({ intervention }: { intervention: Intervention }) => {
  const { id: interventionId, team, mayManage, ownerName } = intervention;
  const [contested, setContested] = useState<Contested | null>(null);
  const set = useMutation(
    api.interventions.setTeamRole.mutationOptions({
      onError: (error, { userId, teamRole: mine }) => {
        const { situation, message, details } = problemOf(error);
        const theirs = TeamRole.safeParse(details["teamRole"]).data ?? null;
        if (situation === "STALE_VERSION") setContested({ userId, mine, theirs });
        else toast({ message, tone: "problem" });
      },
      onSettled: () =>
        void queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId }) }),
    }),
  );
  const change = (userId: string, teamRole: TeamRole | null, seen: TeamRole | null): void =>
    set.mutate({ mutationId: newId(), interventionId, userId, teamRole, seen });
  return (
    <Section note={`${ownerName} owns it. Leads may change it too.`} title="Team">
      {contested !== null && (
        <ContestedRole
          contested={contested}
          onKeep={(side) => {
            setContested(null);
            if (side === "mine") change(contested.userId, contested.mine, contested.theirs);
          }}
        />
      )}
      {team.length === 0 ? (
        <p className="text-ui text-ink-2">Nobody else is on it yet.</p>
      ) : (
        <ul className="rounded-card border-line bg-surface divide-line divide-y border" role="list">
          {team.map(({ userId, name, teamRole }) => (
            <li className="flex min-h-11 items-center gap-3 px-4 py-1.5" key={userId}>
              <span className="min-w-0 flex-1 font-semibold">{name}</span>
              {mayManage ? (
                <>
                  <Select
                    hideLabel
                    label={`${name} is on it as`}
                    options={roles}
                    value={teamRole}
                    onChange={(role) => change(userId, role, teamRole)}
                  />
                  <IconButton
                    icon={<X aria-hidden="true" size={16} />}
                    label={`Take ${name} off the team`}
                    onPress={() => change(userId, null, teamRole)}
                  />
                </>
              ) : (
                <span className="text-ui text-ink-2">{teamWords[teamRole]}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayManage && <AddPerson intervention={intervention} onSet={(userId, role) => change(userId, role, null)} />}
    </Section>
  );
};
