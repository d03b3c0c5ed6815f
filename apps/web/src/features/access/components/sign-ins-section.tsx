import { Button } from "@handrail/ui/button";
import { Chip } from "@handrail/ui/chip";
import { ErrorState } from "@handrail/ui/error-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { toast } from "@handrail/ui/toast";
import Laptop from "lucide-react/icons/laptop";

import { problemOf } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { longAgo, moment } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { useEndOtherSignIns, useEndSignIn, useSignIns } from "../queries.ts";
import { AccountSection } from "./account-section.tsx";

type SignIn = NonNullable<ReturnType<typeof useSignIns>["data"]>[number];

const Device = ({ signIn, now, zone }: { signIn: SignIn; now: string; zone: string }) => {
  const end = useEndSignIn();
  const { id, device, createdAt, seenAt, isCurrent } = signIn;
  return (
    <li className="border-line flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <Laptop aria-hidden="true" className="text-ink-3 shrink-0" size={18} strokeWidth={1.75} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-ui flex flex-wrap items-center gap-x-2 font-semibold">
          {device}
          {isCurrent && <Chip tone="accent">This device</Chip>}
        </p>
        <p className="text-meta text-ink-2">
          Signed in {moment(zone, createdAt, now)}
          {!isCurrent && `, last seen ${longAgo(zone, seenAt, now)}`}
        </p>
      </div>
      {!isCurrent && (
        <Button
          aria-label={`End the sign-in of ${device}`}
          isPending={end.isPending}
          size="sm"
          onPress={() =>
            end.mutate(
              { id },
              {
                onSuccess: () => toast({ message: `Signed out on ${device}.`, tone: "done" }),
                onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
              },
            )
          }
        >
          End
        </Button>
      )}
    </li>
  );
};

const Devices = ({ list }: { list: readonly SignIn[] }) => {
  const { zone } = useMe();
  const now = useNow();
  const endOthers = useEndOtherSignIns();
  const others = list.filter(({ isCurrent }) => !isCurrent).length;
  return (
    <div className="flex flex-col items-start gap-3">
      <ul className="rounded-card border-line bg-surface w-full overflow-hidden border" role="list">
        {list.map((signIn) => (
          <Device key={signIn.id} now={now} signIn={signIn} zone={zone} />
        ))}
      </ul>
      {others > 1 && (
        <Button
          isPending={endOthers.isPending}
          size="sm"
          variant="danger"
          onPress={() =>
            endOthers.mutate(undefined, {
              onSuccess: () => toast({ message: `Signed out on ${others} other devices.`, tone: "done" }),
              onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
            })
          }
        >
          End all {others} others
        </Button>
      )}
    </div>
  );
};

export const SignInsSection = () => {
  const signIns = useSignIns();
  return (
    <AccountSection
      about="Where you are signed in. End any sign-in you do not recognise, then change your password."
      title="Devices"
    >
      {signIns.data !== undefined ? (
        <Devices list={signIns.data} />
      ) : signIns.error === null ? (
        <SkeletonRows label="The devices are loading" rows={2} />
      ) : (
        <ErrorState
          isRetrying={signIns.isFetching}
          level={3}
          safe={problemOf(signIns.error).message}
          title="The devices did not load"
          onRetry={() => void signIns.refetch()}
        />
      )}
    </AccountSection>
  );
};
