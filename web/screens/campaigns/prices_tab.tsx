import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge, Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { ruleInWords } from "../network/money_rule.tsx";
import { useNames } from "../network/use_named.ts";
import { StateBadge } from "../network/state_badge.tsx";
import type { CampaignProps } from "./campaign.tsx";
import { ClickPrices } from "./click_prices.tsx";
import { ChangePrice } from "./change_price.tsx";
import { EndPrice } from "./end_price.tsx";
import { ForOneAffiliate } from "./for_one_affiliate.tsx";
import { GoalSettings, NewGoal } from "./goal_forms.tsx";
import { partInWords, readPrices, stateOf, tiersInWords } from "./prices.ts";
import type { Goal, Price, PricedGoal, Tiers } from "./prices.ts";

type Campaign = CampaignProps["campaign"];

/** Who pays and gets what, and from when. */
export function PricesTab({ campaign }: CampaignProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const asked = useAsked(`prices ${campaign.id}`, (signal) =>
    readPrices(campaign.id, signal),
  );
  const { data, error, reload } = asked;
  if (data === undefined) {
    return error === undefined ? (
      <Shape lines={8} />
    ) : (
      <Failed error={error} retry={reload} />
    );
  }
  const done = () => {
    setOpened(null);
    reload();
  };
  return (
    <div class="stack">
      <p class="quiet">{NET.prices_lead}</p>
      {data.goals.map((priced) => (
        <GoalPrices
          key={priced.goal.key}
          campaign={campaign}
          priced={priced}
          every={data.every}
          is_open={opened === priced.goal.key}
          onOpen={() => setOpened(priced.goal.key)}
          onClose={() => setOpened(null)}
          onChanged={done}
        />
      ))}
      <NewGoal campaign={campaign} onMade={reload} />
      <ClickPrices campaign={campaign} />
      <ForOneAffiliate campaign={campaign} />
    </div>
  );
}

interface GoalPricesProps {
  campaign: Campaign;
  priced: PricedGoal;
  /** Prices that stand for every goal. */
  every: readonly Price[];
  is_open: boolean;
  onOpen(): void;
  onClose(): void;
  onChanged(): void;
}

function GoalPrices(props: GoalPricesProps) {
  const { campaign, priced, every, is_open, onOpen, onChanged } = props;
  const { goal, prices } = priced;
  const nameOf = useNames("affiliates");
  const timezone = useTimezone();
  const rows = rowsOf(goal, [...prices, ...every]);
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <div class="row">
          <h2>{goal.name}</h2>
          <code>{goal.key}</code>
          {goal.default && <Badge tone="note">{NET.default_goal}</Badge>}
        </div>
        <div class="row">
          <GoalSettings campaign={campaign} goal={goal} onSaved={onChanged} />
          {!is_open && (
            <Button onClick={onOpen}>
              {NET.change_price}
              <span class="unseen"> {goal.name}</span>
            </Button>
          )}
        </div>
      </div>
      <p class="quiet">{NET.goal_facts(goal)}</p>
      <Table
        stacks
        caption={NET.prices_of(goal.name)}
        rows={rows}
        keyOf={({ key }) => key}
        columns={columnsOf({
          campaign,
          goal,
          nameOf,
          timezone,
          onEnded: onChanged,
        })}
      />
      {is_open && <ChangePrice {...props} onDone={onChanged} />}
    </section>
  );
}

/** A line of the table: the goal's own price, or one that precedes it. */
interface PriceRow {
  key: string;
  affiliate_id: number | null;
  revenue: Price["revenue"];
  payout: Price["payout"];
  tiers: Tiers | null;
  from: string | null;
  to: string | null;
  state: "in_force" | "later" | "ended" | "otherwise";
  /** Undefined for the goal's own. */
  price?: Price;
  /** Whether no other counts now. */
  is_alone?: boolean;
}

const ORDER = ["in_force", "later", "otherwise", "ended"];

function rowsOf(goal: Goal, prices: readonly Price[]): PriceRow[] {
  const now = trackerNow();
  const rows = prices.map((price): PriceRow => ({
    key: String(price.id),
    affiliate_id: price.affiliate_id,
    revenue: price.revenue,
    payout: price.payout,
    tiers: price.tiers,
    from: price.valid_from ?? price.created_at,
    to: price.valid_to,
    state: stateOf(price, now),
    price,
  }));
  const present = rows.filter(({ state }) => state === "in_force");
  const is_preceded = present.some(({ affiliate_id }) => affiliate_id === null);
  rows.push({
    key: "goal",
    affiliate_id: null,
    revenue: goal.revenue,
    payout: goal.payout,
    tiers: null,
    from: null,
    to: null,
    state: is_preceded ? "otherwise" : "in_force",
    is_alone: present.length === 0,
  });
  return rows.toSorted(
    (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state),
  );
}

interface PriceColumns {
  campaign: Campaign;
  goal: Goal;
  nameOf(id: number | null): string;
  timezone: string;
  onEnded(): void;
}

function columnsOf(of: PriceColumns): Column<PriceRow>[] {
  const { campaign, goal, nameOf, timezone, onEnded } = of;
  const { currency } = campaign;
  return [
    {
      key: "who",
      label: NET.for_whom,
      cell: ({ affiliate_id, price, is_alone }) => (
        <ForWhom
          who={nameOf(affiliate_id)}
          is_rest={price === undefined && is_alone !== true}
          is_of_every_goal={price !== undefined && price.goal_key !== goal.key}
        />
      ),
    },
    {
      key: "revenue",
      label: NET.advertiser_pays,
      cell: ({ revenue }) => partInWords(revenue, currency),
    },
    {
      key: "payout",
      label: NET.affiliate_gets,
      cell: ({ payout, tiers }) => (
        <PayoutInWords payout={payout} tiers={tiers} currency={currency} />
      ),
    },
    {
      key: "from",
      label: NET.from,
      cell: ({ from }) => <Time at={from} timezone={timezone} />,
    },
    {
      key: "to",
      label: NET.until,
      cell: ({ to }) => <Time at={to} timezone={timezone} />,
    },
    {
      key: "state",
      label: NET.state,
      cell: ({ state }) => <StateBadge state={state} />,
    },
    {
      key: "end",
      label: NET.end,
      cell: ({ price, state, affiliate_id }) =>
        price === undefined || state === "ended" ? (
          say.none
        ) : (
          <EndPrice
            name={nameOf(affiliate_id)}
            valid_to={price.valid_to}
            happens={NET.end_price_happens(
              nameOf(affiliate_id),
              ruleInWords(goal.payout, currency),
            )}
            {...endingOf(campaign.id, price, onEnded)}
          />
        ),
    },
  ];
}

function ForWhom({
  who,
  is_rest,
  is_of_every_goal,
}: {
  who: string;
  is_rest: boolean;
  is_of_every_goal: boolean;
}) {
  return (
    <div>
      {is_rest ? NET.all_others : who}
      {is_of_every_goal && <span class="quiet"> {NET.every_goal}</span>}
    </div>
  );
}

function PayoutInWords({
  payout,
  tiers,
  currency,
}: Pick<PriceRow, "payout" | "tiers"> & { currency: string }) {
  return (
    <div>
      {partInWords(payout, currency)}
      {tiers !== null && (
        <ul class="indent">
          {tiersInWords(tiers, currency).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The ways to end a price of a goal. */
function endingOf(campaign_id: number, price: Price, onEnded: () => void) {
  const at = "/api/v1/campaigns/{id}/goals/{key}/payouts/{part}";
  const path = {
    id: String(campaign_id),
    key: price.goal_key,
    part: String(price.id),
  };
  return {
    async end() {
      await ok(api.DELETE(at, { params: { path } }));
      onEnded();
    },
    async plan(body: { valid_to: string | null }) {
      await ok(api.PATCH(at, { params: { path }, body }));
      onEnded();
    },
  };
}
