import { type RefObject, useEffect, useRef } from "react";

const put = (found: HTMLElement | null | undefined): boolean => {
  const control = found?.matches("[role=radiogroup]")
    ? (found.querySelector<HTMLElement>("input:checked") ?? found.querySelector<HTMLElement>("input"))
    : found;
  control?.focus();
  return control != null;
};

/** Goes to a field by its name; false where it is not there. */
export const focusField = (root: HTMLElement | null, name: string): boolean =>
  put(root?.querySelector<HTMLElement>(`[name="${name}"], [data-field="${name}"]`));

/** Goes to the first field that something is wrong with, once the errors are drawn. */
export const focusInvalid = (root: HTMLElement | null): void =>
  void setTimeout(() => put(root?.querySelector<HTMLElement>("[aria-invalid=true]")));

/** Hears the keys pressed inside an element; those of layers above the page are not among them. */
export const useKeysWithin = (within: RefObject<HTMLElement | null>, hear: (event: KeyboardEvent) => void): void => {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    const element = within.current;
    if (element === null) return;
    const listen = (event: KeyboardEvent): void => latest.current(event);
    element.addEventListener("keydown", listen);
    return () => element.removeEventListener("keydown", listen);
  }, [within]);
};
