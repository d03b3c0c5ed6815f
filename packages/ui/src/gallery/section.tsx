import type { ReactNode } from "react";

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="border-line flex flex-col gap-5 border-b py-8">
    <h2 className="text-head">{title}</h2>
    {children}
  </section>
);

export const Sample = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-2">
    <h3 className="text-meta text-ink-3">{name}</h3>
    <div className="flex flex-wrap items-center gap-3">{children}</div>
  </div>
);
