// How other features speak of sessions.
export { countOf, leftUnmarked, verbOf } from "../row-facts.ts";
