import { type ReactNode, useEffect } from "react";

/** Names the window. Never with a person's name: titles end up in histories and on projectors. */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = `${title} · Handrail`;
  }, [title]);
};

export type PageProps = {
  title: string;
  /** When the heading says more than the window's title. */
  heading?: string;
  meta?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** The frame of a screen: its heading, one line of facts, what can be done, and the content. */
export const Page = ({ title, heading = title, meta, actions, children }: PageProps) => {
  useTitle(title);
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1
            className="text-display tracking-[-0.012em] focus-visible:shadow-none focus-visible:outline-none"
            tabIndex={-1}
          >
            {heading}
          </h1>
          {meta !== undefined && <div className="text-body text-ink-2 mt-0.5">{meta}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
};
