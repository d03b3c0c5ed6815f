import { Button } from "@handrail/ui/button";
import { IconButton } from "@handrail/ui/icon-button";
import { Menu } from "@handrail/ui/menu";
import Ellipsis from "lucide-react/icons/ellipsis";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import LayoutGrid from "lucide-react/icons/layout-grid";
import List from "lucide-react/icons/list";
import Printer from "lucide-react/icons/printer";
import Search from "lucide-react/icons/search";
import UserCheck from "lucide-react/icons/user-check";
import { memo, type ReactNode, type RefObject } from "react";

import { setShade } from "../../../lib/shade.ts";
import { type Counts, MarkCounts } from "./mark-counts.tsx";

export interface RosterToolbarProps {
  readonly counts: Counts;
  readonly isPhone: boolean;
  readonly isShaded: boolean;
  readonly isTiles: boolean;
  readonly mayMark: boolean;
  readonly mayUndoAll: boolean;
  readonly finder: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onFound: () => void;
  readonly onTiles: (isTiles: boolean) => void;
  readonly onEveryone: () => void;
  readonly onUndoAll: () => void;
  readonly finish: ReactNode;
}

const Finder = ({
  finder,
  text,
  onText,
  onFound,
}: Pick<RosterToolbarProps, "finder" | "text" | "onText" | "onFound">) => (
  <label className="rounded-control border-control-line bg-surface focus-within:border-accent focus-within:outline-accent flex h-11 items-center gap-2 border px-2.5 focus-within:outline-2 focus-within:outline-offset-2">
    <Search aria-hidden="true" className="text-ink-3 shrink-0" size={15} />
    <span className="sr-only">Find a student</span>
    <input
      aria-keyshortcuts="/"
      autoComplete="off"
      className="text-ui w-20 bg-transparent shadow-none! outline-none!"
      placeholder="Find"
      ref={finder}
      type="search"
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onText("");
        if (event.key !== "Enter") return;
        event.preventDefault();
        onFound();
      }}
    />
  </label>
);

const Everyone = ({
  mayUndoAll,
  counts,
  onEveryone,
  onUndoAll,
}: Pick<RosterToolbarProps, "mayUndoAll" | "counts" | "onEveryone" | "onUndoAll">) =>
  mayUndoAll ? (
    <Button className="min-w-38" onPress={onUndoAll}>
      Undo all
    </Button>
  ) : (
    <Button
      className="min-w-38"
      icon={<UserCheck aria-hidden="true" size={16} />}
      isDisabled={counts.scheduled === 0}
      shortcut="Shift+P"
      onPress={onEveryone}
    >
      Everyone here
    </Button>
  );

const print = (): void => window.print();

interface ViewToolsProps extends Pick<RosterToolbarProps, "isShaded" | "isTiles" | "onTiles"> {
  readonly isPhone: boolean;
}

/** How the roster is shown. Drawn anew when that changes, not with every mark. */
const ViewTools = memo(({ isPhone, isShaded, isTiles, onTiles }: ViewToolsProps) => {
  const shadeLabel = isShaded ? "Show names" : "Shade names";
  const ShadeIcon = isShaded ? Eye : EyeOff;
  const viewLabel = isTiles ? "Show as list" : "Show as tiles";
  const ViewIcon = isTiles ? List : LayoutGrid;
  const changeView = (): void => onTiles(!isTiles);
  const changeShade = (): void => setShade(!isShaded);
  if (!isPhone)
    return (
      <>
        <IconButton icon={<ViewIcon aria-hidden="true" size={17} />} label={viewLabel} onPress={changeView} />
        <IconButton
          aria-pressed={isShaded}
          icon={<ShadeIcon aria-hidden="true" size={17} />}
          label={shadeLabel}
          onPress={changeShade}
        />
        <IconButton icon={<Printer aria-hidden="true" size={17} />} label="Print" onPress={print} />
      </>
    );
  return (
    <Menu
      items={[
        { id: "view", label: viewLabel, icon: <ViewIcon aria-hidden="true" size={16} />, onAction: changeView },
        { id: "shade", label: shadeLabel, icon: <ShadeIcon aria-hidden="true" size={16} />, onAction: changeShade },
        { id: "print", label: "Print", icon: <Printer aria-hidden="true" size={16} />, onAction: print },
      ]}
      label="More for this roster"
      placement="bottom end"
      trigger={
        <IconButton
          icon={<Ellipsis aria-hidden="true" size={18} />}
          label="More for this roster"
          size="lg"
          tooltip={false}
        />
      }
    />
  );
});
ViewTools.displayName = "ViewTools";

/** What can be done to the whole class. It stays in sight while the list scrolls. */
export const RosterToolbar = (props: RosterToolbarProps) => {
  const { counts, isPhone, isShaded, isTiles, mayMark, onTiles, finish } = props;
  const view = <ViewTools {...{ isPhone, isShaded, isTiles, onTiles }} />;
  if (isPhone)
    return (
      <div
        className="border-line bg-bg sticky top-13 z-10 -mx-4 flex min-h-15 items-center gap-3 border-b px-4 py-1.5 print:hidden"
        data-toolbar=""
      >
        {mayMark && <Everyone {...props} />}
        <p className="text-body text-ink ms-auto tabular-nums" data-marked={counts.marked}>
          <span className="font-semibold">{counts.marked}</span>
          <span className="text-ink-2">/{counts.expected}</span>
          <span className="sr-only"> marked</span>
        </p>
        {view}
      </div>
    );
  return (
    <div
      className="border-line bg-bg sticky top-14 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-2.5 print:hidden"
      data-toolbar=""
    >
      {mayMark && <Everyone {...props} />}
      <MarkCounts counts={counts} />
      <div className="ms-auto flex flex-wrap items-center gap-1.5">
        <Finder {...props} />
        {view}
        <span className="ms-1.5">{finish}</span>
      </div>
    </div>
  );
};
