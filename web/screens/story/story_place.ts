import type { Schema } from "../../api/client.ts";
import type { Role } from "../../state/session.tsx";
import { screenAt } from "../find_screen.ts";

type Step = Schema<"Trace">["timeline"][number];

/** Addresses that a kind of thing may have, each before its id. */
const PLACES: Partial<Record<Step["kind"], readonly string[]>> = {
  click: ["/clicks?open="],
  conversion: ["/conversions?open="],
  delivery: ["/deliveries?open="],
  postback: ["/postbacks/"],
  payment: ["/money/payments/", "/my/payments/"],
  invoice: ["/money/invoices/", "/my/invoices/"],
};

/** The address of a step's thing: the first whose screen the role has. */
export function storyPlaceOf(
  { kind, id }: Pick<Step, "kind" | "id">,
  role: Role,
): string | undefined {
  return PLACES[kind]
    ?.map((before) => `/app${before}${encodeURIComponent(id)}`)
    .find((place) => screenAt(place.replace(/\?.*/, ""), role) !== undefined);
}
