import type { InboxLine } from "@handrail/domain/notifications/schema";
import { Link } from "@tanstack/react-router";
import type { ReactNode, Ref } from "react";

export type SubjectLinkProps = {
  line: InboxLine;
  children: ReactNode;
  className?: string;
  isRow?: boolean;
  onFocus?: () => void;
  onOpen: () => void;
  ref?: Ref<HTMLAnchorElement>;
};

/** To the place that a line is about. */
export const SubjectLink = ({ line, children, isRow = false, onOpen, ...rest }: SubjectLinkProps) => {
  const shared = { ...rest, onClick: onOpen, ...(isRow ? { "data-row": "", "data-line": line.id } : {}) };
  const { subjectKind, subjectId, studentId, type } = line;
  switch (subjectKind) {
    case "session":
      return (
        <Link {...shared} params={{ sessionId: subjectId }} to="/sessions/$sessionId">
          {children}
        </Link>
      );
    case "intervention":
      return type === "exit_recommended" ? (
        <Link {...shared} search={studentId === null ? {} : { student: studentId }} to="/insights/decisions">
          {children}
        </Link>
      ) : (
        <Link
          {...shared}
          params={{ interventionId: subjectId }}
          search={{ part: "enrolments" }}
          to="/interventions/$interventionId"
        >
          {children}
        </Link>
      );
    case "case":
      return (
        <Link {...shared} params={{ caseId: subjectId }} to="/cases/$caseId">
          {children}
        </Link>
      );
    case "student":
    case "message":
      return (
        <Link {...shared} params={{ studentId: studentId ?? subjectId }} to="/students/$studentId">
          {children}
        </Link>
      );
  }
};
