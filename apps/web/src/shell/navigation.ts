import type { NavigationNode } from "@handrail/domain/access/schema";

export interface NavLink {
  readonly id: string;
  readonly label: string;
  readonly path: string;
  readonly icon: string | null;
}

/** A run of links, with a heading when the server put them in a group. */
export interface NavSection {
  readonly id: string;
  readonly label: string | null;
  readonly links: readonly NavLink[];
}

const linkOf = ({ id, label, path, icon }: NavigationNode): readonly NavLink[] =>
  path === null ? [] : [{ id, label, path, icon }];

/** The flat list of the server, in its order, as runs of links: a group, a divider or a plain run each makes one. */
export const sectionsOf = (nodes: readonly NavigationNode[]): readonly NavSection[] => {
  const sections: { id: string; label: string | null; links: NavLink[] }[] = [];
  let isOpen = false;
  for (const node of nodes.filter(({ parentId }) => parentId === null)) {
    if (node.type === "link") {
      if (!isOpen) sections.push({ id: node.id, label: null, links: [] });
      sections.at(-1)?.links.push(...linkOf(node));
      isOpen = true;
      continue;
    }
    isOpen = false;
    if (node.type === "group") {
      const links = nodes.filter(({ parentId }) => parentId === node.id).flatMap(linkOf);
      sections.push({ id: node.id, label: node.label, links });
    }
  }
  return sections.filter(({ links }) => links.length > 0);
};

export const linksOf = (nodes: readonly NavigationNode[]): readonly NavLink[] =>
  sectionsOf(nodes).flatMap(({ links }) => links);

const phoneOrder = ["/", "/cases", "/students", "/inbox"] as const;
const phoneOrderOfLeaders = ["/", "/sessions", ...phoneOrder.slice(1)] as const;
const leadsSessions: readonly string[] = ["facilitator", "teacher"];
/** Places beside the button for recording and the one for the rest. */
const mostOnPhone = 4;

/** What a phone's bar shows: the places that people of these roles open most, then the menu's order. */
export const phoneLinks = (
  links: readonly NavLink[],
  roles: readonly string[],
): { readonly shown: readonly NavLink[]; readonly rest: readonly NavLink[] } => {
  const order: readonly string[] = roles.some((role) => leadsSessions.includes(role))
    ? phoneOrderOfLeaders
    : phoneOrder;
  const first = order.flatMap((path) => links.find((link) => link.path === path) ?? []);
  const others = links.filter((link) => !first.includes(link));
  const all = [...first, ...others];
  const fits = all.length <= mostOnPhone + 1 ? all.length : mostOnPhone;
  return { shown: all.slice(0, fits), rest: links.filter((link) => all.indexOf(link) >= fits) };
};

const goKeys: Readonly<Record<string, string>> = {
  "/": "t",
  "/inbox": "i",
  "/students": "s",
  "/cases": "c",
  "/interventions": "p",
  "/sessions": "r",
  "/insights": "d",
  "/account": "a",
};

/** The letter after `g` that goes there. */
export const goKeyOf = (path: string): string | undefined => goKeys[path];
