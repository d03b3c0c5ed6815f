import { Button } from "@handrail/ui/button";
import { TextArea } from "@handrail/ui/text-field";
import { useEffect, useRef, useState } from "react";

import { dropNote, keepNote, readNote } from "../device.ts";

const longest = 500;
const draftMs = 300;

const warn = (problem: unknown): void => console.warn("A draft could not be kept on this device.", problem);

export interface NoteEditorProps {
  readonly draftKey: string;
  readonly personId: string;
  readonly name: string;
  readonly note: string | null;
  readonly onKeep: (text: string) => void;
  readonly onClose: () => void;
}

/** Words for one row. They are kept letter by letter on this device, so that a reload in mid-sentence costs nothing. */
export const NoteEditor = ({ draftKey, personId, name, note, onKeep, onClose }: NoteEditorProps) => {
  const [text, setText] = useState(note ?? "");
  const isTouched = useRef(false);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    box.current?.querySelector("textarea")?.focus();
    readNote(draftKey, personId)
      .then((draft) => {
        if (draft !== null && !isTouched.current) setText(draft);
      })
      .catch(warn);
  }, [draftKey, personId]);

  useEffect(() => {
    if (!isTouched.current) return;
    const timer = setTimeout(() => {
      keepNote(draftKey, personId, text).catch(warn);
    }, draftMs);
    return () => clearTimeout(timer);
  }, [draftKey, personId, text]);

  const keep = (): void => {
    isTouched.current = false;
    if (text.trim() !== (note ?? "")) onKeep(text);
    dropNote(draftKey).catch(warn);
    onClose();
  };

  return (
    <div className="flex flex-wrap items-end gap-2 pb-2" ref={box}>
      <TextArea
        className="min-w-0 flex-1 basis-60"
        label={`Note for ${name}`}
        maxLength={longest}
        rows={2}
        value={text}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            keep();
          } else if (event.key === "Escape") {
            event.stopPropagation();
            // Closed, not thrown away: the words are there again when the note is opened.
            if (isTouched.current) keepNote(draftKey, personId, text).catch(warn);
            onClose();
          }
        }}
        onChange={(next) => {
          isTouched.current = true;
          setText(next);
        }}
      />
      <Button variant="primary" onPress={keep}>
        Keep note
      </Button>
    </div>
  );
};
