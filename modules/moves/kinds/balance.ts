import {
  bookOpeningBalance,
  reverseOpeningBalance,
} from "../../payouts/mod.ts";
import type { OpeningBalance } from "../../payouts/mod.ts";
import { invalid, readCurrency } from "../../http/mod.ts";
import { parseAmount, Problem } from "../../kernel/mod.ts";
import type { MovedBalance } from "../moved_thing.ts";
import type { Kind, Work } from "./kind.ts";
import { here } from "./plan_named.ts";

const REASON_CHARS_MAX = 1_000;

/** Opening balances of affiliates, as entries of the ledger. */
export const BALANCE: Kind<MovedBalance> = {
  nameOf: ({ affiliate, currency }) => `${affiliate}/${currency.toUpperCase()}`,
  needs: ({ affiliate }) => [{ kind: "affiliate", old_id: affiliate }],
  async plan(_work, thing, earlier) {
    readCurrency(thing.currency);
    const amount = amountOf(thing);
    if (amount === 0n) {
      const reason = "Nothing is owed";
      return await Promise.resolve({ verdict: "skip", reason });
    }
    if (earlier === undefined) return { verdict: "create" };
    if (amountOf(earlier.thing) === amount) return here(earlier.id);
    const detail =
      "An earlier move booked another opening balance: undo that, or book an adjustment of the difference";
    throw new Problem(409, "already_exists", detail);
  },
  make: (work, thing) =>
    bookOpeningBalance(work.tx, work.deps.clock, balanceOf(work, thing)),
  async takeBack(work, _id, thing) {
    const balance = balanceOf(work, thing);
    const reason = `Undone: ${balance.reason}`.slice(0, REASON_CHARS_MAX);
    await reverseOpeningBalance(work.tx, work.deps.clock, {
      ...balance,
      reason,
    });
  },
};

function amountOf({ amount }: MovedBalance): bigint {
  const micros = parseAmount(amount, { negative: true });
  if (micros !== null) return micros;
  throw invalid("amount", "must be a decimal string such as 12.50");
}

/** Its reason names the affiliate, since an undo may remove it. */
function balanceOf(work: Work, thing: MovedBalance): OpeningBalance {
  const { names, from, move_id } = work;
  const affiliate_id = names.idOf("affiliate", thing.affiliate);
  const name = names.find("affiliate", thing.affiliate)?.thing?.["name"];
  const of = name === undefined ? "" : ` "${String(name)}"`;
  return {
    key: `${move_id} ${BALANCE.nameOf(thing, from)}`,
    affiliate_id,
    currency: readCurrency(thing.currency),
    amount_micros: amountOf(thing),
    reason:
      `Opening balance of affiliate ${thing.affiliate}${of} in ${from}`.slice(
        0,
        REASON_CHARS_MAX,
      ),
  };
}
