import type { HereInput } from "@handrail/domain/realtime/schema";

let place: HereInput | null = null;
/** In what lies over the page, which keeps its own place meanwhile. */
const over = new Map<string, HereInput>();

/** As `keyOf` names what is watched there. */
export const keyOfPlace = ({ kind, id }: HereInput): string => `${kind}:${id}`;

/** Where this person is in what is watched under this key. */
export const placeIn = (key: string): HereInput | null =>
  over.get(key) ?? (place !== null && keyOfPlace(place) === key ? place : null);

export const takePlace = (input: HereInput | null): void => {
  place = input;
};

export const takePlaceOver = (input: HereInput): void => {
  over.set(keyOfPlace(input), input);
};

export const leavePlaceOver = (input: HereInput): void => {
  over.delete(keyOfPlace(input));
};
