import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { type DialogProps, OverlayBody } from "./dialog.tsx";

export type SheetProps = Omit<DialogProps, "size" | "role">;

/** Comes from the end edge, 560 px wide, so that the page behind stays readable; a phone gives it the whole screen. */
export const Sheet = ({ title, children, footer, ...overlay }: SheetProps) => (
  <ModalOverlay isDismissable {...overlay} className="fixed inset-0 z-40 flex animate-appear justify-end bg-scrim">
    <Modal className="flex h-dvh w-full transition-transform sm:w-[35rem] sm:entering:translate-x-6 sm:exiting:translate-x-6">
      <AriaDialog className="flex w-full flex-col border-line bg-surface pb-[env(safe-area-inset-bottom)] text-ink outline-none sm:border-s sm:shadow-overlay">
        {({ close }) => <OverlayBody {...{ title, footer, children, close }} />}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);
