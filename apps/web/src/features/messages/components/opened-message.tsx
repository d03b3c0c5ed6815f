import { Button } from "@handrail/ui/button";
import { Sheet } from "@handrail/ui/sheet";
import { Skeleton } from "@handrail/ui/skeleton";
import { useQuery } from "@tanstack/react-query";

import { client, problemOf } from "../../../lib/api.ts";
import { channelWords, mailboxWords } from "../words.ts";
import { LetterPaper } from "./letter-paper.tsx";

/** The words as they would have left. Opening them is a disclosure and goes on record. */
export const OpenedMessage = ({ messageId, onClose }: { messageId: string; onClose: () => void }) => {
  const { data, error } = useQuery({
    queryKey: ["communications", "open", messageId],
    queryFn: () => client.communications.open.mutate({ messageId }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return (
    <Sheet
      isOpen
      footer={<Button onPress={() => window.print()}>Print</Button>}
      title={data === undefined ? "Message" : channelWords[data.channel]}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {error !== null && <p role="alert">{problemOf(error).message}</p>}
      {data === undefined && error === null && <Skeleton className="h-24 w-full" />}
      {data !== undefined && (
        <article className="flex flex-col gap-3">
          <p className="text-meta text-ink-2 print:hidden">
            {data.channel === "letter" ? "Ready to print. Handrail does not post letters." : mailboxWords}
          </p>
          <p className="text-meta break-words">To {data.to}</p>
          {data.subject !== "" && <h3 className="font-semibold">{data.subject}</h3>}
          <p className="break-words whitespace-pre-wrap">{data.body}</p>
          {data.channel === "letter" && <LetterPaper letter={data} />}
        </article>
      )}
    </Sheet>
  );
};
