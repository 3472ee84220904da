import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { startOfDay } from "../../state/days.ts";
import { useTimezone } from "../../state/session.tsx";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { localTime } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import {
  RuleFields,
  ruleInWords,
  ruleOf,
  textsOf,
} from "../network/money_rule.tsx";
import { useNames } from "../network/use_named.ts";
import { Picker } from "../network/picker.tsx";
import type { CampaignProps } from "./campaign.tsx";
import { stateOf, tiersInWords } from "./prices.ts";
import type { Price, PricedGoal } from "./prices.ts";
import { TierFields, tiersOf } from "./tier_fields.tsx";
import type { TierTexts } from "./tier_fields.tsx";

interface ChangePriceProps {
  campaign: CampaignProps["campaign"];
  priced: PricedGoal;
  every: readonly Price[];
  onClose(): void;
  onDone(): void;
}

interface Values {
  is_for: "everybody" | "one";
  affiliate_id: string;
  day: string;
  revenue: ReturnType<typeof textsOf>;
  payout: ReturnType<typeof textsOf>;
  tiers: TierTexts;
}

/** A price before and after a change that isn't made yet. */
interface Foreseen {
  body: Omit<PriceBody, "goal_key">;
  before: Schema<"Effective">["goals"][number]["price"] | undefined;
}

type PriceBody = Pick<
  Price,
  "affiliate_id" | "revenue" | "payout" | "tiers" | "valid_from" | "goal_key"
>;

/** Asks for a new price, says what it will do, and makes it when that is agreed to. */
export function ChangePrice(props: ChangePriceProps) {
  const { campaign, priced, onClose } = props;
  const { goal } = priced;
  const timezone = useTimezone();
  const [foreseen, setForeseen] = useState<Foreseen | null>(null);
  const form = useForm<Values>(startOf(priced), async (values) => {
    const body = bodyOf(values, timezone);
    const before = await priceAt(campaign.id, goal.key, body);
    setForeseen({ body, before });
  });
  return (
    <div class="stack">
      <Form form={form} label={NET.new_price(goal.name)}>
        <h3>{NET.new_price(goal.name)}</h3>
        <WhoAndWhen form={form} timezone={timezone} />
        <RuleFields
          label={NET.advertiser_pays}
          currency={campaign.currency}
          value={form.values.revenue}
          onValue={(revenue) => form.set({ revenue })}
        />
        <RuleFields
          label={NET.affiliate_gets}
          currency={campaign.currency}
          value={form.values.payout}
          onValue={(payout) => form.set({ payout })}
          is_payout
        />
        <TierFields
          currency={campaign.currency}
          value={form.values.tiers}
          onValue={(tiers) => form.set({ tiers })}
        />
        <div class="row">
          <Submit label={NET.what_happens} is_sending={form.is_sending} />
          <Button kind="plain" onClick={onClose}>
            {say.cancel}
          </Button>
        </div>
      </Form>
      {foreseen !== null && <Consequences {...props} foreseen={foreseen} />}
    </div>
  );
}

function startOf({ goal, prices }: PricedGoal): Values {
  const now = trackerNow();
  const present = prices
    .filter(
      (price) =>
        price.affiliate_id === null && stateOf(price, now) === "in_force",
    )
    .at(-1);
  return {
    is_for: "everybody",
    affiliate_id: "",
    day: "",
    revenue: textsOf(present?.revenue ?? goal.revenue),
    payout: textsOf(present?.payout ?? goal.payout),
    tiers: { by: "count", period: "month", steps: [] },
  };
}

function bodyOf(values: Values, timezone: string): Foreseen["body"] {
  const { is_for, affiliate_id, day, revenue, payout, tiers } = values;
  return {
    affiliate_id: is_for === "everybody" ? null : Number(affiliate_id),
    revenue: ruleOf(revenue),
    payout: ruleOf(payout),
    tiers: tiersOf(tiers),
    valid_from: startOfDay(day, timezone) ?? null,
  };
}

/** Asks for the price that counts without the change. */
async function priceAt(
  campaign_id: number,
  key: string,
  { affiliate_id, valid_from }: Foreseen["body"],
) {
  const query = {
    ...(affiliate_id !== null && { affiliate_id }),
    ...(valid_from !== null && { at: valid_from }),
  };
  const params = { path: { id: String(campaign_id) }, query };
  const { goals } = await ok(
    api.GET("/api/v1/campaigns/{id}/effective", { params }),
  );
  return goals.find((goal) => goal.key === key)?.price;
}

function WhoAndWhen({
  form,
  timezone,
}: {
  form: FormState<Values>;
  timezone: string;
}) {
  const { is_for, day } = form.values;
  return (
    <div class="fields">
      <Select
        label={NET.for_whom}
        value={is_for}
        onValue={(value) => form.set({ is_for: value as Values["is_for"] })}
        options={[
          { value: "everybody", label: NET.everybody },
          { value: "one", label: NET.one_affiliate },
        ]}
      />
      {is_for === "one" && (
        <Picker
          kind="affiliates"
          label={NET.affiliate}
          hint={NET.picker_hint}
          {...form.text("affiliate_id")}
        />
      )}
      <Field
        label={NET.from}
        hint={NET.from_hint(timezone)}
        type="date"
        value={day}
        onValue={(value) => form.set({ day: value })}
      />
    </div>
  );
}

/** Whether it is an affiliate's own price that hasn't ended. */
function isOwnStill(price: Price): boolean {
  return (
    price.affiliate_id !== null && stateOf(price, trackerNow()) !== "ended"
  );
}

function Consequences({
  campaign,
  priced,
  foreseen: { body, before },
  onDone,
}: ChangePriceProps & { foreseen: Foreseen }) {
  const nameOf = useNames("affiliates");
  const timezone = useTimezone();
  const { goal, prices } = priced;
  const { currency } = campaign;
  const { affiliate_id, valid_from, tiers } = body;
  const words = (rule: Price["payout"] | undefined) =>
    rule === null || rule === undefined
      ? say.none
      : ruleInWords(rule, currency);
  const when =
    valid_from === null
      ? NET.from_now
      : NET.from_then(
          localTime(new Date(valid_from), timezone, "minute"),
          timezone,
        );
  const own = affiliate_id === null ? prices.filter(isOwnStill) : [];
  const make = async () => {
    await ok(
      api.POST("/api/v1/campaigns/{id}/goals/{key}/payouts", {
        params: { path: { id: String(campaign.id), key: goal.key } },
        body,
      }),
    );
    onDone();
  };
  return (
    <Notice title={NET.what_happens}>
      <ul class="stack-close">
        <li>
          {NET.gets_instead(
            when,
            nameOf(affiliate_id),
            words(body.payout),
            words(before?.payout),
          )}
        </li>
        {tiers !== null &&
          tiersInWords(tiers, currency).map((line) => (
            <li key={line} class="indent">
              {line}
            </li>
          ))}
        <li>{NET.pays_instead(words(body.revenue), words(before?.revenue))}</li>
        <li>{NET.older_keep}</li>
        {own.length > 0 && (
          <li>
            {NET.own_keep(
              own.map((price) => nameOf(price.affiliate_id)).join(", "),
            )}
          </li>
        )}
      </ul>
      <div class="row">
        <Act kind="main" work={make}>
          {NET.change_price}
        </Act>
      </div>
    </Notice>
  );
}
