import { networkSetup } from "../../campaigns/mod.ts";
import { invalid, readCurrency } from "../../http/mod.ts";
import { formatAmount, isEmail, parseAmount } from "../../kernel/mod.ts";
import type { MovedAffiliate } from "../moved_thing.ts";
import { checkTimezone, isSameText } from "./advertiser.ts";
import { checkBody, given } from "./kind.ts";
import type { Fields, Kind } from "./kind.ts";
import { planNamed } from "./plan_named.ts";

const { affiliates } = networkSetup;

/** Affiliates: without a user, so that nobody can sign in until somebody invites them. */
export const AFFILIATE: Kind<MovedAffiliate> = {
  nameOf: ({ old_id }) => old_id,
  needs: (thing) => [{ kind: "affiliate", old_id: externalIdOf(thing) }],
  async plan(work, thing, earlier) {
    const body = bodyOf(thing);
    checkBody(affiliates.body, body);
    checkTimezone(thing.timezone);
    if (thing.email !== undefined && !isEmail(thing.email)) {
      throw invalid("email", "must be an email address");
    }
    return await planNamed(work, {
      ...{ kind: "affiliate", thing, earlier, fieldsOf },
      external_id: externalIdOf(thing),
      read: (id) => affiliates.read(work.deps, id),
      isSame: ({ name, email }) =>
        isSameText(String(name), thing.name) ||
        (thing.email !== undefined &&
          isSameText(String(email ?? ""), thing.email)),
    });
  },
  async make({ deps }, thing) {
    const { id } = await affiliates.create(deps, bodyOf(thing));
    return String(id);
  },
  async change({ deps }, id, fields) {
    await affiliates.change(deps, Number(id), fields);
  },
  read: ({ deps }, id) => affiliates.read(deps, Number(id)),
  takeBack: ({ deps }, id) => affiliates.takeBack(deps, Number(id)),
  async archive({ deps }, id) {
    await affiliates.change(deps, Number(id), { status: "blocked" });
  },
};

/** The name in old links: a code, where the tracker has one, else its id. */
function externalIdOf({ old_id, codes = [] }: MovedAffiliate): string {
  return codes[0] ?? old_id;
}

function bodyOf(thing: MovedAffiliate) {
  const { name, email, status = "active", timezone } = thing;
  const { payout_currency, min_payout } = thing;
  const currency =
    payout_currency === undefined ? undefined : readCurrency(payout_currency);
  return given({
    external_id: externalIdOf(thing),
    ...{ name, email, status, timezone },
    payout_currency: currency,
    min_payout: minimumOf(min_payout, currency ?? "USD"),
  });
}

function fieldsOf(thing: MovedAffiliate): Fields {
  const { external_id: _, ...fields } = bodyOf(thing);
  return fields;
}

function minimumOf(text: string | undefined, currency: string) {
  if (text === undefined) return undefined;
  const micros = parseAmount(text);
  if (micros !== null) return formatAmount(micros, currency);
  throw invalid("min_payout", "must be a decimal string such as 50.00");
}
