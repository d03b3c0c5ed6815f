import type { MessageRow } from "@handrail/domain/communications/schema";
import { Button } from "@handrail/ui/button";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";

import { client, newId, problemOf } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { StudentName, type StudentNames } from "../../students/components/student-name.tsx";
import { refreshMessages } from "../queries.ts";
import { channelWords } from "../words.ts";
import { MessageStatusPill } from "./message-status.tsx";

const momentWords = (zone: string, at: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));

const SendAgain = ({ message }: { message: MessageRow }) => {
  const again = useMutation({
    mutationFn: () =>
      client.communications.resend.mutate({ mutationId: newId(), messageId: message.id, version: message.version }),
    onSettled: refreshMessages,
  });
  return (
    <>
      <Button isPending={again.isPending} size="sm" onPress={() => again.mutate()}>
        Send again
      </Button>
      {again.error !== null && (
        <span className="text-meta" role="alert">
          {problemOf(again.error).message}
        </span>
      )}
    </>
  );
};

export type MessageListProps = {
  rows: readonly MessageRow[];
  names: StudentNames;
  onOpen: (messageId: string) => void;
};

/** Messages to families, the newest first. */
export const MessageList = ({ rows, names, onOpen }: MessageListProps) => {
  const { permissions, zone } = useMe();
  return (
    <ul aria-label="Messages" className="border-line divide-line divide-y border-y" role="list">
      {rows.map((row) => (
        <li className="flex flex-col gap-2 py-3 sm:flex-row sm:items-center sm:justify-between" key={row.id}>
          <div className="flex min-w-0 flex-col gap-0.5">
            <Link
              className="font-semibold underline-offset-2 hover:underline"
              data-row=""
              params={{ studentId: row.studentId }}
              to="/students/$studentId"
            >
              <StudentName code={row.displayCode} names={names} studentId={row.studentId} />
            </Link>
            <p className="text-meta text-ink-2">
              {[
                row.template,
                channelWords[row.channel],
                row.relationship,
                `${row.by}, ${momentWords(zone, row.createdAt)}`,
              ]
                .filter((part) => part !== null)
                .join(" · ")}
            </p>
            {row.reason !== null && <p className="text-meta">{row.reason}</p>}
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <MessageStatusPill message={row} />
            {row.inMailbox && permissions.includes("messages.read_mailbox") && (
              <Button size="sm" onPress={() => onOpen(row.id)}>
                Open
              </Button>
            )}
            {(row.status === "failed" || row.status === "held") && permissions.includes("messages.send") && (
              <SendAgain message={row} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
};
