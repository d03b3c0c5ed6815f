import { useRef, useState } from "react";

import { Avatar } from "../avatar.tsx";
import { LiveEdge } from "../live-edge.tsx";
import { MarkPicker } from "../mark-picker.tsx";
import { Mark, type MarkKind } from "../mark.tsx";
import { Select } from "../select.tsx";
import { setShortcutMode, useShortcutMode } from "../shortcut-mode.tsx";
import { useShortcuts } from "../use-shortcuts.tsx";
import { Sample, Section } from "./section.tsx";

const kinds: readonly MarkKind[] = ["present", "tardy", "absent", "excused", "unmarked"];
const options = [
  { value: "P", label: "Present", letter: "P", shortcut: "p", look: "present" },
  { value: "T", label: "Tardy", letter: "T", shortcut: "t", look: "tardy" },
  { value: "A", label: "Absent", letter: "A", shortcut: "a", look: "absent" },
  { value: "E", label: "Excused", letter: "E", shortcut: "x", look: "excused" },
] as const;
type Letter = (typeof options)[number]["value"];

const names = ["Amina Diallo", "Ben Osei", "Chidi Nwosu", "Dana Kowalski", "Efe Yilmaz"];

export const MarkSection = () => {
  const [marks, setMarks] = useState<Readonly<Record<string, Letter>>>({ "0": "P", "1": "T", "3": "A", "4": "E" });
  const [mark] = useState(() => (value: Letter, row: string) => setMarks((before) => ({ ...before, [row]: value })));
  const mode = useShortcutMode();
  const list = useRef<HTMLUListElement>(null);
  const key = (value: Letter) => (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-row]") : null;
    if (row?.dataset["row"] !== undefined) mark(value, row.dataset["row"]);
  };
  useShortcuts({ p: key("P"), t: key("T"), a: key("A"), x: key("E") }, { within: list });
  return (
    <Section title="Marks">
      {(["sm", "md", "lg", "tile"] as const).map((size) => (
        <Sample key={size} name={`Size ${size}`}>
          {kinds.map((kind) => (
            <Mark key={kind} kind={kind} size={size} />
          ))}
          <Mark kind="tardy" minutes={8} size={size} />
          <Mark isSuggested kind="excused" size={size} />
          <Mark isSuggested kind="absent" size={size} />
          <Mark isQueued kind="present" size={size} />
          <Mark isQueued kind="absent" size={size} />
        </Sample>
      ))}
      <Sample name="Picker in a list">
        <ul className="rounded-card border-line bg-surface w-full max-w-2xl border" ref={list}>
          {names.map((name, index) => (
            <li
              className="border-line relative flex min-h-16 items-center gap-3 border-b px-4 py-1.5 last:border-b-0 max-sm:px-2"
              data-row={index}
              key={name}
            >
              {index === 3 && <LiveEdge />}
              <span className="max-sm:hidden">
                <Avatar name={name} />
              </span>
              <span className="text-body min-w-0 flex-1 font-semibold">{name}</span>
              <MarkPicker
                isQueued={index === 1}
                legend={`Mark for ${name}`}
                options={options}
                rowId={String(index)}
                suggested={index === 2 ? "E" : null}
                value={marks[index] ?? null}
                onChange={mark}
              />
            </li>
          ))}
        </ul>
      </Sample>
      <Select
        className="max-w-64"
        label="Single-key shortcuts (p t a x in the list)"
        options={[
          { value: "on", label: "On" },
          { value: "lists", label: "Only in lists" },
          { value: "off", label: "Off" },
        ]}
        value={mode}
        onChange={setShortcutMode}
      />
      <Sample name="Picker, dense">
        <MarkPicker dense legend="Mark, dense" options={options} rowId="0" value={marks["0"] ?? null} onChange={mark} />
      </Sample>
      <Sample name="Picker, disabled with its reason">
        <MarkPicker
          disabledReason="The session was cancelled at 09:40."
          legend="Mark, disabled"
          options={options}
          value="A"
          onChange={mark}
        />
      </Sample>
    </Section>
  );
};
