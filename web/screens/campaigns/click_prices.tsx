import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { startOfDay } from "../../state/days.ts";
import { useTimezone } from "../../state/session.tsx";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useNames } from "../network/use_named.ts";
import { optionsOf } from "../network/options.ts";
import { StateBadge } from "../network/state_badge.tsx";
import type { CampaignProps } from "./campaign.tsx";
import { EndPrice } from "./end_price.tsx";
import { stateOf } from "./prices.ts";

type ClickPrice = Schema<"ClickPrice">;

/** Prices of clicks, of campaigns that pay for them. */
export function ClickPrices({ campaign }: Pick<CampaignProps, "campaign">) {
  const timezone = useTimezone();
  const nameOf = useNames("affiliates");
  const id = String(campaign.id);
  const { data, error, reload } = useAsked(`click prices ${id}`, (signal) =>
    ok(
      api.GET("/api/v1/campaigns/{id}/click-prices", {
        params: { path: { id }, query: { limit: "200" } },
        signal,
      }),
    ),
  );
  return (
    <section class="panel stack">
      <h2>{NET.click_prices}</h2>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data !== undefined && data.data.length === 0 && (
        <p class="quiet">{NET.click_prices_none}</p>
      )}
      {data !== undefined && data.data.length > 0 && (
        <Table
          stacks
          caption={NET.click_prices_table}
          rows={data.data}
          keyOf={(price) => String(price.id)}
          columns={columnsOf({ timezone, nameOf, reload })}
        />
      )}
      <NewClickPrice campaign={campaign} onMade={reload} />
    </section>
  );
}

function columnsOf(of: {
  timezone: string;
  nameOf(id: number | null): string;
  reload(): void;
}): Column<ClickPrice>[] {
  const { timezone, nameOf, reload } = of;
  return [
    {
      key: "who",
      label: NET.for_whom,
      cell: ({ affiliate_id }) => nameOf(affiliate_id),
    },
    {
      key: "model",
      label: NET.click_model,
      cell: ({ model, counts }) =>
        `${NET.click_models[model]}, ${NET.click_counts[counts]}`,
    },
    {
      key: "revenue",
      label: NET.advertiser_pays,
      align: "right",
      cell: ({ revenue, currency }) => (
        <Money amount={revenue} currency={currency} />
      ),
    },
    {
      key: "payout",
      label: NET.affiliate_gets,
      align: "right",
      cell: ({ payout, currency }) => (
        <Money amount={payout} currency={currency} />
      ),
    },
    {
      key: "from",
      label: NET.from,
      cell: ({ valid_from, created_at }) => (
        <Time at={valid_from ?? created_at} timezone={timezone} />
      ),
    },
    {
      key: "to",
      label: NET.until,
      cell: ({ valid_to }) => <Time at={valid_to} timezone={timezone} />,
    },
    {
      key: "state",
      label: NET.state,
      cell: (price) => <StateBadge state={stateOf(price, trackerNow())} />,
    },
    {
      key: "end",
      label: NET.end,
      cell: (price) => (
        <End price={price} name={nameOf(price.affiliate_id)} onEnded={reload} />
      ),
    },
  ];
}

function End({
  price,
  name,
  onEnded,
}: {
  price: ClickPrice;
  name: string;
  onEnded(): void;
}) {
  if (stateOf(price, trackerNow()) === "ended") return say.none;
  const at = "/api/v1/campaigns/{id}/click-prices/{part}";
  const path = { id: String(price.campaign_id), part: String(price.id) };
  return (
    <EndPrice
      name={name}
      valid_to={price.valid_to}
      happens={NET.end_click_price_happens}
      end={async () => {
        await ok(api.DELETE(at, { params: { path } }));
        onEnded();
      }}
      plan={async (body) => {
        await ok(api.PATCH(at, { params: { path }, body }));
        onEnded();
      }}
    />
  );
}

function NewClickPrice({
  campaign: { id, currency },
  onMade,
}: {
  campaign: CampaignProps["campaign"];
  onMade(): void;
}) {
  const timezone = useTimezone();
  const start = {
    model: "cpc" as ClickPrice["model"],
    counts: "unique" as ClickPrice["counts"],
    revenue: "",
    payout: "",
    day: "",
  };
  const form = useForm(start, async ({ day, ...values }) => {
    const body = {
      ...values,
      revenue: values.revenue.trim(),
      payout: values.payout.trim(),
      valid_from: startOfDay(day, timezone) ?? null,
    };
    const params = { path: { id: String(id) } };
    await ok(api.POST("/api/v1/campaigns/{id}/click-prices", { params, body }));
    form.set(start);
    onMade();
  });
  return (
    <details>
      <summary>{NET.new_click_price}</summary>
      <Form form={form} label={NET.new_click_price}>
        <p>{NET.click_price_happens}</p>
        <div class="fields">
          <Select
            label={NET.click_model}
            options={optionsOf(NET.click_models)}
            {...form.text("model")}
          />
          <Select
            label={NET.click_counted}
            options={optionsOf(NET.click_counts)}
            {...form.text("counts")}
          />
          <Field
            label={`${NET.advertiser_pays}, ${currency}`}
            inputMode="decimal"
            {...form.text("revenue")}
          />
          <Field
            label={`${NET.affiliate_gets}, ${currency}`}
            inputMode="decimal"
            {...form.text("payout")}
          />
          <Field
            label={NET.from}
            hint={NET.from_hint(timezone)}
            type="date"
            {...form.text("day")}
          />
        </div>
        <Submit label={NET.add} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}
