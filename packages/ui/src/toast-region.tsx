import Check from "lucide-react/icons/check";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import X from "lucide-react/icons/x";
import { Text } from "react-aria-components/Text";
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  type UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";

import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

export type ToastTone = "plain" | "done" | "problem";
export type ToastInput = { message: string; action?: { label: string; onPress: () => void }; tone?: ToastTone };
export type ToastRegionProps = {
  queue: ToastQueue<ToastInput>;
  /** How many stand behind the one that is shown. */
  waiting: number;
};

const icons: Record<ToastTone, typeof Check> = { plain: Info, done: Check, problem: TriangleAlert };
const inks: Record<ToastTone, string> = { plain: "text-ink-2", done: "text-present", problem: "text-absent" };

/**
 * F6 reaches it; it waits while hovered or focused.
 * The region keeps its own label: F6 only finds a region whose label changed when the first toast came.
 */
export const ShownToasts = ({ queue, waiting }: ToastRegionProps) => {
  return (
    <ToastRegion
      className="rounded-card fixed inset-x-3 bottom-[calc(0.75rem+var(--toast-lift,0px)+env(safe-area-inset-bottom))] z-50 mx-auto max-w-lg sm:inset-x-auto sm:start-6 sm:bottom-6 sm:w-[26rem] print:hidden"
      queue={queue}
    >
      {({ toast: entry }) => {
        const { message, action, tone = "plain" } = entry.content;
        const Icon = icons[tone];
        return (
          <AriaToast
            className="animate-appear rounded-card border-line bg-surface text-ui text-ink shadow-overlay flex items-center gap-2 border py-1 pr-1 pl-4"
            toast={entry}
          >
            <Icon aria-hidden="true" className={`shrink-0 ${inks[tone]}`} size={16} />
            <ToastContent className="min-w-0 flex-1 py-2">
              <Text slot="title">{message}</Text>
            </ToastContent>
            {waiting > 0 && <span className="text-meta text-ink-2">+{waiting} more</span>}
            {action && (
              <Button
                className="font-semibold"
                variant="quiet"
                onPress={() => {
                  action.onPress();
                  queue.close(entry.key);
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton icon={<X aria-hidden="true" size={16} />} label="Dismiss" slot="close" tooltip={false} />
          </AriaToast>
        );
      }}
    </ToastRegion>
  );
};
