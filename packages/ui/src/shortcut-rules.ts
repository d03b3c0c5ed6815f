import type { ShortcutMode } from "./shortcut-mode.tsx";

type KeyPress = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

/** `Mod+Z`, `Shift+P`, `?`: a sign that needs Shift on some keyboards is named by itself. */
export const keyOf = ({ key, metaKey, ctrlKey, altKey, shiftKey }: KeyPress): string => {
  const isLetter = /^\p{L}$/u.test(key);
  const name =
    isLetter && (metaKey || ctrlKey || altKey || shiftKey) ? key.toUpperCase() : isLetter ? key.toLowerCase() : key;
  const showsShift = shiftKey && (isLetter || key.length > 1);
  return [metaKey || ctrlKey ? "Mod" : "", altKey ? "Alt" : "", showsShift ? "Shift" : "", name]
    .filter(Boolean)
    .join("+");
};

const textInputs =
  "input:not([type=radio],[type=checkbox],[type=button],[type=submit],[type=reset],[type=range],[type=color]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox], [role=searchbox]";
const layers = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** A focused control keeps the keys that work it. */
const ownsKey = (target: Element, key: string): boolean => {
  if (key === "Enter" || key === " ")
    return target.closest("button, a[href], summary, [role=button], [role=tab]") !== null;
  return key.startsWith("Arrow") && target.closest("[type=radio], [type=range], [role=tab], [role=slider]") !== null;
};

type Context = { mode: ShortcutMode; list: HTMLElement | null };

/** `Mod` combinations work in text fields too, so that a form can be committed; undo stays the field's own. */
export const mayFire = (event: KeyboardEvent, { mode, list }: Context): boolean => {
  if (event.defaultPrevented || event.isComposing || !(event.target instanceof Element)) return false;
  const hasModifier = event.metaKey || event.ctrlKey;
  const isTyping = event.target.closest(textInputs) !== null;
  if (isTyping && (!hasModifier || /^[zy]$/i.test(event.key))) return false;
  const layer = event.target.closest(layers);
  if (layer && !(list && layer.contains(list))) return false;
  if (!event.shiftKey && !hasModifier && ownsKey(event.target, event.key)) return false;
  if (hasModifier || event.key.length > 1) return true;
  return mode === "on" || (mode === "lists" && list !== null);
};
