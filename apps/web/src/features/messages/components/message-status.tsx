import type { MessageRow, MessageStatus } from "@handrail/domain/communications/schema";
import { StatusPill, type StatusTone } from "@handrail/ui/status-pill";
import Check from "lucide-react/icons/check";
import CheckCheck from "lucide-react/icons/check-check";
import Clock from "lucide-react/icons/clock";
import Pause from "lucide-react/icons/pause";
import Send from "lucide-react/icons/send";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";

import { mailboxWords, statusWords } from "../words.ts";

const looks: Readonly<Record<MessageStatus, readonly [StatusTone, ReactNode]>> = {
  queued: ["neutral", <Clock key="queued" size={14} />],
  sending: ["info", <Send key="sending" size={14} />],
  sent: ["accent", <Check key="sent" size={14} />],
  delivered: ["good", <CheckCheck key="delivered" size={14} />],
  failed: ["bad", <X key="failed" size={14} />],
  held: ["warn", <Pause key="held" size={14} />],
  cancelled: ["neutral", <X key="cancelled" size={14} />],
};

export const MessageStatusPill = ({ message }: { message: Pick<MessageRow, "status" | "inMailbox"> }) => {
  const [tone, icon] = looks[message.status];
  return (
    <StatusPill icon={icon} tone={message.inMailbox ? "neutral" : tone}>
      {message.inMailbox ? mailboxWords : statusWords[message.status]}
    </StatusPill>
  );
};
