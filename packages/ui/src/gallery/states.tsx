import { useState } from "react";

import { Banner } from "../banner.tsx";
import { Button } from "../button.tsx";
import { ConflictCard } from "../conflict-card.tsx";
import { EmptyState } from "../empty-state.tsx";
import { ErrorState } from "../error-state.tsx";
import { ForbiddenState } from "../forbidden-state.tsx";
import { Mark } from "../mark.tsx";
import { SkeletonRows } from "../skeleton.tsx";
import { Section } from "./section.tsx";

const nothing = (): void => undefined;

export const StateSection = () => {
  const [kept, setKept] = useState("");
  return (
    <Section title="States">
      <div className="rounded-card border-line flex flex-col overflow-hidden border">
        <Banner action={{ label: "Reload", onPress: nothing }}>Handrail was updated. Your drafts are kept.</Banner>
        <Banner tone="warn" onDismiss={nothing}>
          Showing the list as of 09:31.
        </Banner>
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <EmptyState action={<Button variant="primary">Add a session</Button>} level={3} title="No sessions this week">
          Sessions appear here once an intervention has a schedule.
        </EmptyState>
        <ErrorState
          errorId="7F3A-91"
          level={3}
          safe="Your 7 marks are kept on this device."
          title="The roster did not load"
          onRetry={nothing}
        />
        <ForbiddenState
          action={<Button>Ask for access</Button>}
          level={3}
          owner="Ms Okafor owns this case. She can add you to its team."
        />
        <SkeletonRows rows={4} />
      </div>
      <ConflictCard
        mine={{ who: "You", when: "09:58, offline", value: <Mark kind="absent" /> }}
        theirs={{ who: "Ito", when: "09:57", value: <Mark kind="tardy" minutes={4} /> }}
        title="Mark for Dana Kowalski"
        onKeep={setKept}
      />
      {kept && <p className="text-meta text-ink-2">Kept: {kept}.</p>}
    </Section>
  );
};
