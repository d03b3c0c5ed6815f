import { LogoMark } from "@handrail/ui/logo";
import { type KeyboardEvent, lazy, Suspense, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";

export const loadLockForm = () => import("./lock-form.tsx");
const LockForm = lazy(async () => ({ default: (await loadLockForm()).LockForm }));

/**
 * Covers everything: as the browser's own modal dialog it makes the rest of the page, dialogs and menus included, inert
 * and unknown to assistive technology, and the style sheet shows and prints nothing else meanwhile.
 */
export const LockCover = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const cover = dialog.current;
    cover?.showModal();
    dataset["locked"] = "";
    return () => {
      delete dataset["locked"];
      cover?.close();
    };
  }, []);
  useEffect(() => {
    const cover = dialog.current;
    // A browser may close a dialog on a second Escape without asking.
    const stay = (): void => {
      if (cover?.isConnected === true && !cover.open) cover.showModal();
    };
    cover?.addEventListener("close", stay);
    return () => cover?.removeEventListener("close", stay);
  }, []);
  const keep = (event: KeyboardEvent): void => {
    if (event.key === "Escape") event.preventDefault();
    // No key of the page underneath may act.
    event.stopPropagation();
  };
  return createPortal(
    <dialog
      aria-labelledby="lock-title"
      className="bg-bg text-ink m-0 h-dvh max-h-none w-screen max-w-none overflow-y-auto border-0 p-0"
      data-lock=""
      data-react-aria-top-layer="true"
      ref={dialog}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={keep}
    >
      <div className="mx-auto flex min-h-full w-full max-w-sm flex-col justify-center gap-6 px-6 py-10">
        <LogoMark size={32} />
        <h1 className="text-display tracking-[-0.012em]" id="lock-title">
          This device is locked
        </h1>
        <Suspense>
          <LockForm />
        </Suspense>
      </div>
    </dialog>,
    document.body,
  );
};
