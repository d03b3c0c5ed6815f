import { Dialog } from "@handrail/ui/dialog";
import { Kbd } from "@handrail/ui/kbd";
import { useStore } from "@handrail/ui/store";

import { type KeyList, keyLists, keySheetOpen } from "./keys.tsx";

const Keys = ({ rows, title }: KeyList) => (
  <section>
    <h3 className="text-meta text-ink-2 mb-1">{title}</h3>
    <dl>
      {rows.map(({ keys, does }) => (
        <div
          className="border-line flex min-h-9 items-center justify-between gap-4 border-b last:border-b-0"
          key={does}
        >
          <dt className="text-ui">{does}</dt>
          <dd className="flex items-center gap-1">
            {keys.map((key) => (
              <Kbd key={key} keys={key} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

export const KeySheet = ({ everywhere }: { everywhere: KeyList }) => {
  const shown = useStore(keySheetOpen);
  const screens = useStore(keyLists);
  return (
    <Dialog isOpen={shown} size="sm" title="Keys" onOpenChange={keySheetOpen.set}>
      <div className="flex flex-col gap-5">
        {[...screens, everywhere].map((list) => (
          <Keys key={list.title} {...list} />
        ))}
      </div>
    </Dialog>
  );
};
