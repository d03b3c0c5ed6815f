import type { ReactNode } from "react";

/** What is known, as names and values. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="rounded-card border-line bg-surface divide-line grid divide-y border sm:grid-cols-2 sm:divide-y-0">
    {children}
  </dl>
);

export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="border-line flex min-w-0 flex-col gap-0.5 px-4 py-3 sm:border-b">
    <dt className="text-meta text-ink-2">{name}</dt>
    <dd className="text-body text-ink min-w-0 break-words">{children}</dd>
  </div>
);
