import { RISK } from "../../messages/risk.ts";
import type { Filter } from "../../ui/filter_bar.tsx";

/** The days that are looked at; without them, the API's thirty last ones. */
export const PERIOD: readonly Filter[] = [
  { name: "from", label: RISK.from, type: "date" },
  { name: "to", label: RISK.to, type: "date" },
];
