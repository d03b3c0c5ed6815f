import type { ReactNode } from "react";

export type PageHeaderProps = {
  title: string;
  /** A link back to where this page belongs. */
  back?: ReactNode;
  /** One line under the title. */
  meta?: ReactNode;
  /** Pills beside the title. */
  status?: ReactNode;
  actions?: ReactNode;
};

export const PageHeader = ({ title, back, meta, status, actions }: PageHeaderProps) => (
  <header className="border-line flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-b pb-4">
    <div className="flex min-w-0 flex-col gap-1">
      {back && (
        <div className="text-meta text-ink-2 [&_a]:inline-flex [&_a]:min-h-11 [&_a]:items-center pointer-fine:[&_a]:min-h-6">
          {back}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="text-title">{title}</h1>
        {status}
      </div>
      {meta && <div className="text-meta text-ink-2">{meta}</div>}
    </div>
    {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
  </header>
);
