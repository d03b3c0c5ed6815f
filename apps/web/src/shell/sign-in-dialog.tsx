import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { SignInForm } from "../features/access/components/sign-in-form.tsx";
import { leave, signedIn } from "../lib/person.ts";
import { useMe } from "./me.ts";

/**
 * The sign-in ended while the page was open. The page stays as it is underneath, out of sight: whoever sits here now may
 * be somebody else.
 */
export const SignInDialog = () => {
  const { email } = useMe();
  return (
    <ModalOverlay
      className="bg-scrim fixed inset-0 z-40 flex items-end justify-center backdrop-blur-xl sm:items-center sm:p-6"
      isKeyboardDismissDisabled
      isOpen
    >
      <Modal className="w-full sm:max-w-sm">
        <Dialog className="bg-surface text-ink sm:rounded-card sm:border-line sm:shadow-overlay flex w-full flex-col gap-4 p-6 outline-none sm:border">
          <header>
            <Heading className="text-title" level={2} slot="title">
              Sign in to go on
            </Heading>
            <p className="text-ui text-ink-2 mt-1">Your sign-in ended. What you wrote on this page is still here.</p>
          </header>
          <SignInForm email={email} onDone={signedIn} />
          <button
            className="text-ui text-accent-ink min-h-11 self-start underline-offset-2 hover:underline"
            type="button"
            onClick={() => void leave()}
          >
            Someone else? Leave this page
          </button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
