import { type ReactNode, useEffect, useRef } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components/Tabs";

export type TabItem<Id extends string> = { id: Id; label: string; count?: number; content: ReactNode };

export type TabsProps<Id extends string> = {
  label: string;
  tabs: readonly TabItem<Id>[];
  selected?: Id;
  onSelect?: (id: Id) => void;
};

/** Parts of one page. Places with an address of their own are links, not tabs. */
export const Tabs = <Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a narrow screen the chosen tab may lie outside of the visible part.
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [selected]);
  return (
    <AriaTabs
      {...(selected === undefined ? {} : { selectedKey: selected })}
      onSelectionChange={(key) => {
        const chosen = tabs.find(({ id }) => id === key);
        if (chosen) onSelect?.(chosen.id);
      }}
    >
      <TabList aria-label={label} className="border-line flex gap-1 overflow-x-auto border-b" ref={list}>
        {tabs.map(({ id, label: name, count }) => (
          <Tab
            className="text-ui text-ink-2 hover:text-ink selected:border-accent selected:text-ink -mb-px flex min-h-11 shrink-0 cursor-pointer items-center gap-1.5 border-b-2 border-transparent px-3 focus-visible:shadow-none focus-visible:-outline-offset-2"
            id={id}
            key={id}
          >
            {name}
            {count !== undefined && <span className="text-meta text-ink-3 tabular-nums">{count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel className="pt-4" id={id} key={id}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
};
