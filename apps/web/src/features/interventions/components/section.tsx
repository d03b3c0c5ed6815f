import { type ReactNode, useId } from "react";

export type SectionProps = { title: string; note?: ReactNode; actions?: ReactNode; children: ReactNode };

/** A part of a page under its own heading. */
export const Section = ({ title, note, actions, children }: SectionProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-head" id={id}>
            {title}
          </h2>
          {note !== undefined && <p className="text-meta text-ink-2">{note}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
};
