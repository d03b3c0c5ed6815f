import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { type DialogProps, OverlayBody } from "./dialog.tsx";

export type SheetProps = Omit<DialogProps, "size" | "role">;

/** Comes from the end edge, 560 px wide, so that the page behind stays readable; a phone gives it the whole screen. */
export const Sheet = ({ title, children, footer, ...overlay }: SheetProps) => (
  <ModalOverlay isDismissable {...overlay} className="animate-appear bg-scrim fixed inset-0 z-40 flex justify-end">
    <Modal className="sm:entering:translate-x-6 sm:exiting:translate-x-6 flex h-dvh w-full transition-transform sm:w-[35rem]">
      <AriaDialog className="border-line bg-surface text-ink sm:shadow-overlay flex w-full flex-col pb-[env(safe-area-inset-bottom)] outline-none sm:border-s">
        {({ close }) => <OverlayBody {...{ title, footer, children, close }} />}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
