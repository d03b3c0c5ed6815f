import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay, type ModalOverlayProps } from "react-aria-components/Modal";

import { cx } from "./cx.ts";
import { IconButton } from "./icon-button.tsx";
import { useOpenOverlay } from "./open-overlays.ts";

export { DialogTrigger };

type Close = () => void;

export type DialogProps = Pick<ModalOverlayProps, "isOpen" | "onOpenChange" | "isDismissable"> & {
  title: string;
  children: ReactNode | ((close: Close) => ReactNode);
  /** The buttons at the bottom; the main one comes last. */
  footer?: ReactNode | ((close: Close) => ReactNode);
  size?: "sm" | "md" | "lg";
  /** `alertdialog` for a question that must be answered. */
  role?: "dialog" | "alertdialog";
};

const widths = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" };

const filled = (part: DialogProps["children"], close: Close): ReactNode =>
  typeof part === "function" ? part(close) : part;

/** A modal dialog; on a phone it is the whole screen. Stands alone with `isOpen` or inside `DialogTrigger`. */
export const Dialog = ({ title, children, footer, size = "md", role = "dialog", ...overlay }: DialogProps) => (
  <ModalOverlay
    isDismissable={role === "dialog"}
    {...overlay}
    className="animate-appear bg-scrim fixed inset-0 z-40 flex items-end justify-center sm:items-center sm:p-6"
  >
    <Modal className={cx("flex h-dvh w-full sm:h-auto sm:max-h-full", widths[size])}>
      <AriaDialog
        className="bg-surface text-ink sm:rounded-card sm:border-line sm:shadow-overlay flex w-full flex-col pb-[env(safe-area-inset-bottom)] outline-none sm:border"
        role={role}
      >
        {({ close }) => <OverlayBody {...{ title, footer, children, close }} />}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);

type BodyProps = Pick<DialogProps, "title" | "children" | "footer"> & { close: Close };

/** Title, scrolling middle, buttons: shared by the dialog and the sheet. */
export const OverlayBody = ({ title, children, footer, close }: BodyProps) => {
  useOpenOverlay({ close });
  return (
    <>
      <header className="border-line flex items-center justify-between gap-4 border-b py-1.5 pr-1.5 pl-5">
        <Heading className="text-head" level={2} slot="title">
          {title}
        </Heading>
        <IconButton icon={<X aria-hidden="true" size={18} />} label="Close" tooltip={false} onPress={close} />
      </header>
      <div className="text-body flex-1 overflow-y-auto overscroll-contain px-5 py-4">{filled(children, close)}</div>
      {footer !== undefined && (
        <footer className="border-line flex flex-wrap justify-end gap-2 border-t px-5 py-3">
          {filled(footer, close)}
        </footer>
      )}
    </>
  );
};
