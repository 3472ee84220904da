import { formatAmount } from "../../../modules/kernel/mod.ts";
import type { GoalPlan, Sale } from "./plan.ts";
import type { MadeLink } from "./set_up.ts";
import type { Dice } from "./visitors.ts";

/** In micros. */
const CENT = 10_000n;

/** A sale as a shop tells of it; `number` is the last part of its order's id. */
export function someSale(
  dice: Dice,
  input: { link: MadeLink; goal: GoalPlan; click_id: string; number: number },
): Sale {
  const { link, goal, click_id, number } = input;
  const shop = link.campaign.advertiser.plan.name;
  return {
    click_id,
    order_id: `${shop.slice(0, 1)}-${number}`,
    goal: goal.key,
    amount: someAmount(goal, dice.roll()),
    status: null,
  };
}

function someAmount({ amounts }: GoalPlan, roll: number): string | null {
  if (amounts === null) return null;
  const [least, most] = amounts;
  const cents = Math.round(100 * (least + (most - least) * roll ** 2));
  return formatAmount(BigInt(cents) * CENT, "USD");
}
