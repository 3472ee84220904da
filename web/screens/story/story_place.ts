import type { STORY } from "../../messages/story.ts";

/** The thing that a step of a story is about. */
interface StepThing {
  kind: keyof typeof STORY.kinds;
  id: string;
}

/** Addresses that a kind of thing may have, each before its id. */
const PLACES: Partial<Record<StepThing["kind"], readonly string[]>> = {
  click: ["/clicks?open="],
  conversion: ["/conversions?open="],
  delivery: ["/deliveries?open="],
  postback: ["/postbacks/"],
  payment: ["/money/payments/", "/my/payments/"],
  invoice: ["/money/invoices/", "/my/invoices/"],
};

/** The address of a step's thing: the first that is there for who asks. */
export function storyPlaceOf(
  { kind, id }: StepThing,
  isThere: (path: string) => boolean,
): string | undefined {
  return PLACES[kind]
    ?.map((before) => `/app${before}${encodeURIComponent(id)}`)
    .find((place) => isThere(place.replace(/\?.*/, "")));
}
