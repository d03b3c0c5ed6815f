import type { ReactNode } from "react";

export type AccountSectionProps = { title: string; about: ReactNode; children: ReactNode };

/** Words on one side, controls on the other; under each other where there is no room. */
export const AccountSection = ({ title, about, children }: AccountSectionProps) => (
  <section className="border-line grid gap-x-12 gap-y-4 border-t pt-6 lg:grid-cols-[18rem_minmax(0,1fr)]">
    <div className="flex flex-col gap-1">
      <h2 className="text-head">{title}</h2>
      <div className="text-ui text-ink-2 max-w-prose">{about}</div>
    </div>
    <div className="min-w-0">{children}</div>
  </section>
);
