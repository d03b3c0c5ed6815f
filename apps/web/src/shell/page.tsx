import { useEffect, useRef } from "react";
import type { ReactNode } from "react";

export type PageProps = { title: string; children: ReactNode };

/** A page's heading: names the window and takes the focus, so that a screen reader says where it is. */
export const Page = ({ title, children }: PageProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Handrail`;
  }, [title]);
  return (
    <>
      <h1 className="text-title" ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
};
