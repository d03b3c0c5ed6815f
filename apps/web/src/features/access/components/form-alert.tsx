import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";

/** What was refused, in the words of the rule. Always in the page, so that its content is read out when it comes. */
export const FormAlert = ({ children }: { children: ReactNode }) => (
  <div className="empty:hidden" role="alert">
    {children !== null && children !== undefined && (
      <p className="rounded-control bg-absent-soft text-ui text-ink flex items-start gap-2 px-3 py-2.5">
        <TriangleAlert aria-hidden="true" className="text-absent mt-0.5 shrink-0" size={16} />
        <span>{children}</span>
      </p>
    )}
  </div>
);
