import type { ReactNode } from "react";

/** What is known, as names and values. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="rounded-card border-line bg-line grid gap-px overflow-hidden border sm:grid-cols-2">{children}</dl>
);

export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="bg-surface flex min-w-0 flex-col gap-0.5 px-4 py-3 sm:last:odd:col-span-2">
    <dt className="text-meta text-ink-2">{name}</dt>
    <dd className="text-body text-ink min-w-0 break-words">{children}</dd>
  </div>
);
