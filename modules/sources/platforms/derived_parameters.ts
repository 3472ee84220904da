import { foldName } from "../names.ts";
import type { Parameter } from "../raw_postback.ts";
import { isMmp } from "../mmps/mmp_names.ts";
import { readMmp } from "../mmps/mmp_reading.ts";
import { basketTotal, both } from "./basket.ts";
import type { BasketLine } from "./basket.ts";
import { AMOUNT_WITH_COMMA, ITEMS_TOTAL } from "./presets.ts";
import type { PresetName } from "./presets.ts";

type Derive = (parameters: readonly Parameter[]) => Parameter[];

/** Per platform: values spread over several parameters, or written in two notations. */
const DERIVATIONS: Readonly<Partial<Record<PresetName, Derive>>> = {
  impact: impactItems,
  cake: cakeBasket,
  everflow: everflowAmount,
};

/**
 * Returns additional parameters derived from those that were sent, by the rules of the
 * platform.
 */
export function derivedParameters(
  preset: PresetName,
  parameters: readonly Parameter[],
): Parameter[] {
  if (isMmp(preset)) return [...readMmp(preset, parameters).parameters];
  return DERIVATIONS[preset]?.(parameters) ?? [];
}

const IMPACT_ITEM = /^item(price|quantity|subtotal|discount)(\d{1,4})$/;

/**
 * impact.com: price times quantity per item, or its subtotal, less item discounts and the order
 * discount.
 */
function impactItems(parameters: readonly Parameter[]): Parameter[] {
  if (valueOf(parameters, "Amount") !== null) return [];
  const items = new Map<string, Map<string, string>>();
  let from: Parameter["from"] | null = null;
  for (const parameter of parameters) {
    const [, field, number] = IMPACT_ITEM.exec(foldName(parameter.name)) ?? [];
    if (field === undefined || number === undefined) continue;
    const item = items.get(number) ?? new Map<string, string>();
    items.set(number, item.set(field, both(item.get(field), parameter.value)));
    from ??= parameter.from;
  }
  const lines = [...items.values()].flatMap((item): BasketLine[] => {
    const subtotal = item.get("subtotal") ?? "";
    const price = subtotal === "" ? (item.get("price") ?? "") : subtotal;
    if (price === "") return [];
    const quantity = subtotal === "" ? (item.get("quantity") ?? "") : "";
    return [{ price, quantity, discount: item.get("discount") ?? "" }];
  });
  if (from === null || lines.length === 0) return [];
  const discount = valueOf(parameters, "OrderDiscount")?.value ?? "";
  const value = basketTotal(lines, discount);
  return [{ name: ITEMS_TOTAL, value, from }];
}

/**
 * CAKE's basket: `ecpr=10.00^17.50`, `ecqu=1^2`, `ecld=0^1.00`. If `ecst` is sent, it is the
 * total and wins.
 */
function cakeBasket(parameters: readonly Parameter[]): Parameter[] {
  const prices = valueOf(parameters, "ecpr");
  if (prices === null) return [];
  const list = (name: string) =>
    valueOf(parameters, name)?.value.split("^") ?? [];
  const quantities = list("ecqu");
  const discounts = list("ecld");
  const lines = prices.value.split("^").map((price, index): BasketLine => {
    const quantity = quantities[index] ?? "";
    return { price, quantity, discount: discounts[index] ?? "" };
  });
  const fits =
    (quantities.length === 0 || quantities.length === lines.length) &&
    discounts.length <= lines.length &&
    lines.every(({ price }) => price.trim() !== "");
  // The caret keeps it from being an amount: lists of different lengths can't be totaled.
  const value = fits ? basketTotal(lines) : `${prices.value}^`;
  return [{ name: ITEMS_TOTAL, value, from: prices.from }];
}

/** Everflow accepts `12,34` and `12.34`; its preset reads commas, so points are converted. */
function everflowAmount(parameters: readonly Parameter[]): Parameter[] {
  const amount = valueOf(parameters, "amount");
  if (amount === null || !/^-?\d{0,15}\.\d{0,40}$/.test(amount.value.trim())) {
    return [];
  }
  const value = amount.value.replace(".", ",");
  return [{ name: AMOUNT_WITH_COMMA, value, from: amount.from }];
}

/** The parameter with this name; if sent twice with different values, its value is no number. */
function valueOf(
  parameters: readonly Parameter[],
  name: string,
): Parameter | null {
  const folded = foldName(name);
  const [first, ...others] = parameters.filter(
    (given) => given.value !== "" && foldName(given.name) === folded,
  );
  if (first === undefined) return null;
  const value = others.reduce(
    (known, other) => both(known, other.value),
    first.value,
  );
  return { ...first, value };
}
