// What other modules need in order to write to staff.
export { NotSent, type Carrier } from "./carrier.ts";
