import type { Query, QueryCache } from "@tanstack/react-query";

/**
 * A query without data forgets its error when it is asked again. Here the error stays on view until an answer comes: else
 * the page's Retry would go while it is pressed, and the focus with it.
 */
export const keepErrors = (cache: QueryCache): QueryCache => {
  const errors = new WeakMap<Query, Error>();
  cache.subscribe((event) => {
    if (event.type !== "updated" || event.query.state.data !== undefined) return;
    const { action, query } = event;
    if (action.type === "error" && query.state.error !== null) errors.set(query, query.state.error);
    const error = action.type === "fetch" ? errors.get(query) : undefined;
    if (error !== undefined) query.setState({ error, status: "error" });
  });
  return cache;
};
