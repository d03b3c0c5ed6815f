import { Button } from "@handrail/ui/button";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useEffect, useRef } from "react";

import type { Problem } from "../../../lib/problem.ts";
import { FormAlert } from "./form-alert.tsx";

export interface SchoolChoice {
  readonly tenantId: string;
  readonly name: string;
}

export type SchoolStepProps = {
  schools: readonly SchoolChoice[];
  isPending: boolean;
  problem: Problem | null;
  onChoose: (tenantId: string) => void;
  onBack: () => void;
};

export const SchoolStep = ({ schools, isPending, problem, onChoose, onBack }: SchoolStepProps) => {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (!isPending) list.current?.querySelector("button")?.focus();
  }, [isPending]);
  return (
    <div className="flex flex-col gap-4">
      <FormAlert>{problem?.message}</FormAlert>
      <p className="text-body text-ink-2">You work at several schools. Which one is it now?</p>
      <ul className="flex flex-col gap-2" ref={list} role="list">
        {schools.map(({ tenantId, name }) => (
          <li key={tenantId}>
            <Button className="w-full justify-between" isDisabled={isPending} onPress={() => onChoose(tenantId)}>
              {name}
              <ChevronRight aria-hidden="true" size={16} />
            </Button>
          </li>
        ))}
      </ul>
      <Button className="self-start" size="sm" variant="quiet" onPress={onBack}>
        Start again
      </Button>
    </div>
  );
};
