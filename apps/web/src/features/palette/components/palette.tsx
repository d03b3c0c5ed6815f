import type { ToolKey } from "@handrail/domain/access/schema";
import { Kbd } from "@handrail/ui/kbd";
import { useOpenOverlay } from "@handrail/ui/open-overlays";
import { useStore } from "@handrail/ui/store";
import { useNavigate } from "@tanstack/react-router";
import Search from "lucide-react/icons/search";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { useMe } from "../../../shell/me.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { closePalette, enter, typedStore, typeText } from "../open.ts";
import type { PaletteRow } from "../source.ts";
import { sources } from "../sources.ts";
import { useResults } from "../use-results.ts";
import { PaletteOption } from "./palette-option.tsx";

/** The signs that narrow a search, for what this person may search. */
const Hints = ({ tools }: { tools: readonly ToolKey[] }) => {
  const mine = sources.filter(({ tool }) => tool === null || tools.includes(tool));
  return (
    <p className="border-line text-meta text-ink-2 hidden flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2 sm:flex">
      {[...mine.map(({ scope, title }) => ({ sign: scope.slice(0, 1), title })), { sign: ">", title: "Actions" }].map(
        ({ sign, title }) => (
          <span key={sign}>
            <Kbd keys={sign} /> {title.toLocaleLowerCase()}
          </span>
        ),
      )}
    </p>
  );
};

/** Students, places and actions, by the first letters of what they are called. */
export const Palette = () => {
  const me = useMe();
  const navigate = useNavigate();
  useOpenOverlay({ close: closePalette });
  const { text: typed, isEntered } = useStore(typedStore);
  const [at, setAt] = useState(0);
  const { groups, isSearching, failed, words } = useResults(typed, me);
  const rows = groups.flatMap((group) => group.rows);
  const students = rows.flatMap(({ studentId }) => studentId ?? []);
  const names = useStudentNames(students, "search");
  const chosen = Math.min(at, rows.length - 1);

  const run = (row: PaletteRow | undefined): void => {
    if (row === undefined) return;
    closePalette();
    row.run(navigate);
  };
  const first = rows[0];
  useEffect(() => {
    if (!isEntered || isSearching || first === undefined) return;
    closePalette();
    first.run(navigate);
  }, [isEntered, isSearching, first, navigate]);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setAt(chosen + 1 >= rows.length ? 0 : chosen + 1),
    ArrowUp: () => setAt(chosen <= 0 ? Math.max(0, rows.length - 1) : chosen - 1),
    // Typed faster than found: it opens what these letters find, not what fewer did.
    Enter: () => (isSearching && at === 0 ? enter() : run(rows[chosen])),
  };
  const press = (event: KeyboardEvent): void => {
    const key = event.nativeEvent.isComposing ? undefined : keys[event.key];
    if (key === undefined) return;
    event.preventDefault();
    key();
  };
  const optionId = (row: PaletteRow): string => `palette-${row.id}`;
  const current = rows[chosen];
  const status = (): string => {
    if (failed) return "The search could not be reached. You can still open screens and actions.";
    if (rows.length > 0) return `${rows.length} found`;
    if (isSearching) return "Searching";
    return words === "" ? "" : `Nothing found for “${words}” among what you can see.`;
  };
  return (
    <ModalOverlay
      className="animate-appear bg-scrim fixed inset-0 z-50 flex justify-center sm:items-start sm:p-6 sm:pt-[12vh]"
      isDismissable
      isOpen
      onOpenChange={(isOpen) => !isOpen && closePalette()}
    >
      <Modal className="flex h-dvh w-full sm:h-auto sm:max-h-[70vh] sm:max-w-xl">
        <Dialog
          aria-label="Find"
          className="bg-surface text-ink sm:rounded-card sm:border-line sm:shadow-overlay flex min-h-0 w-full flex-col outline-none sm:border"
        >
          <div className="border-line flex items-center gap-3 border-b px-4">
            <Search aria-hidden="true" className="text-ink-3 shrink-0" size={18} />
            <input
              aria-activedescendant={current === undefined ? undefined : optionId(current)}
              aria-autocomplete="list"
              aria-controls="palette-found"
              aria-expanded={rows.length > 0}
              aria-label="Find a student, a place or an action"
              autoComplete="off"
              className="text-body placeholder:text-ink-3 h-13 min-w-0 flex-1 bg-transparent outline-none focus-visible:shadow-none focus-visible:outline-none"
              data-palette
              placeholder="Student, place or action"
              ref={field}
              role="combobox"
              spellCheck={false}
              type="text"
              value={typed}
              onChange={(event) => {
                typeText(event.currentTarget.value);
                setAt(0);
              }}
              onKeyDown={press}
            />
            <button
              className="text-ui text-ink-2 hover:text-ink min-h-11 sm:hidden"
              type="button"
              onClick={closePalette}
            >
              Close
            </button>
          </div>
          <div aria-label="Found" className="min-h-0 flex-1 overflow-y-auto p-2" id="palette-found" role="listbox">
            {groups.map((group) => (
              <div aria-labelledby={`palette-group-${group.id}`} key={group.id} role="group">
                <div className="text-meta text-ink-2 px-3 pt-2 pb-1 font-semibold" id={`palette-group-${group.id}`}>
                  {group.title}
                </div>
                {group.rows.map((row) => (
                  <PaletteOption
                    id={optionId(row)}
                    isChosen={row === current}
                    key={row.id}
                    names={names}
                    row={row}
                    onChoose={() => run(row)}
                    onPoint={() => setAt(rows.indexOf(row))}
                  />
                ))}
              </div>
            ))}
          </div>
          <p className={rows.length > 0 ? "sr-only" : "text-ink-2 px-5 pb-4"} role="status">
            {status()}
          </p>
          <Hints tools={me.tools} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
