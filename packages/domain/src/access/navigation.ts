import type { NavigationNode, ToolKey } from "./schema.ts";

const isDivider = (node: NavigationNode | undefined): boolean => node?.type === "divider";

/** A divider divides: none at either end, none beside another. */
const withoutIdleDividers = (nodes: readonly (readonly NavigationNode[])[]): readonly NavigationNode[] =>
  nodes
    .filter(([head], index) => !isDivider(head) || (index > 0 && !isDivider(nodes[index - 1]?.[0])))
    .filter(([head], index, kept) => !isDivider(head) || index < kept.length - 1)
    .flat();

/**
 * The menu of a person with these tools, from the whole menu in its order. A group without a visible child disappears; a
 * group with one is replaced by that child. What hangs on no root (or on itself) is not shown.
 */
export const visibleNavigation = (
  nodes: readonly NavigationNode[],
  tools: readonly ToolKey[],
): readonly NavigationNode[] => {
  const below = (parentId: string | null): readonly NavigationNode[] =>
    withoutIdleDividers(
      nodes
        .filter((node) => node.parentId === parentId && (node.tool === null || tools.includes(node.tool)))
        .map((node) => shown(node))
        .filter((branch) => branch.length > 0),
    );
  /** The node and all that is shown below it, or its only child in its place, or nothing. */
  const shown = (node: NavigationNode): readonly NavigationNode[] => {
    if (node.type !== "group") return [node];
    const children = below(node.id);
    const [only, another] = children.filter((child) => child.parentId === node.id);
    if (only === undefined) return [];
    if (another !== undefined) return [node, ...children];
    return children.map((child) => (child === only ? { ...only, parentId: node.parentId } : child));
  };
  return below(null);
};
