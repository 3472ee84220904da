import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Time, groupDigits } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Empty, Failed, Shape } from "../../ui/notice.tsx";
import { ShareBar } from "../../ui/share_bar.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Ask } from "../network/ask.tsx";
import { useNames } from "../network/use_named.ts";
import { optionsOf } from "../network/options.ts";
import { Picker } from "../network/picker.tsx";
import type { CampaignProps } from "./campaign.tsx";

type Cap = Schema<"Cap">;

/** Limits of a campaign: how much is used, what is over, and when they begin anew. */
export function CapsPart({ campaign }: Pick<CampaignProps, "campaign">) {
  const timezone = useTimezone();
  const nameOf = useNames("affiliates");
  const id = String(campaign.id);
  const asked = useAsked(`caps ${id}`, (signal) =>
    ok(
      api.GET("/api/v1/campaigns/{id}/caps", {
        params: { path: { id }, query: { limit: "200" } },
        signal,
      }),
    ),
  );
  const { data, error, reload } = asked;
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <h2>{NET.caps}</h2>
        <NewCap id={id} onMade={reload} />
      </div>
      <p class="quiet">{NET.caps_lead(NET.over_caps[campaign.over_cap])}</p>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.data.length === 0 ? (
        <p class="quiet">{NET.caps_none}</p>
      ) : (
        <Table
          stacks
          caption={NET.caps_table}
          rows={data.data}
          keyOf={(cap) => String(cap.id)}
          columns={columnsOf({ timezone, nameOf, reload })}
        />
      )}
    </section>
  );
}

function columnsOf(of: {
  timezone: string;
  nameOf(id: number | null): string;
  reload(): void;
}): Column<Cap>[] {
  const { timezone, nameOf, reload } = of;
  return [
    {
      key: "of",
      label: NET.cap_of,
      cell: (cap) => (
        <div>
          {NET.cap_metrics[cap.metric]} {NET.cap_periods[cap.period]}
          <div class="quiet">{scopeOf(cap, nameOf)}</div>
        </div>
      ),
    },
    {
      key: "bar",
      label: NET.used,
      cell: (cap) => (
        <div class="stack-close">
          <ShareBar
            title={NET.used_of(used(cap), limit(cap))}
            share={share(cap)}
          />
          <span>{NET.used_of(used(cap), limit(cap))}</span>
        </div>
      ),
    },
    {
      key: "left",
      label: NET.left,
      align: "right",
      cell: (cap) => sum(cap.left, cap),
    },
    {
      key: "over",
      label: NET.over,
      align: "right",
      cell: (cap) =>
        Number(cap.over_limit) > 0 ? (
          <Badge tone="bad">{sum(cap.over_limit, cap)}</Badge>
        ) : (
          say.none
        ),
    },
    {
      key: "resets",
      label: NET.resets,
      cell: ({ resets_at }) =>
        resets_at === null ? (
          NET.never
        ) : (
          <Time at={resets_at} timezone={timezone} />
        ),
    },
    {
      key: "change",
      label: NET.change,
      cell: (cap) => <CapActions cap={cap} onDone={reload} />,
    },
  ];
}

function scopeOf(cap: Cap, nameOf: (id: number | null) => string): string {
  const { affiliate_id, goal_key, sub_name, sub_value } = cap;
  const parts = [
    nameOf(affiliate_id),
    ...(goal_key === null ? [] : [goal_key]),
    ...(sub_name === null ? [] : [`${sub_name} = ${sub_value ?? ""}`]),
  ];
  return parts.join(", ");
}

function sum(value: string | number, { currency }: Cap): string {
  const text = groupDigits(String(value));
  return currency === null ? text : `${text} ${currency}`;
}

const used = (cap: Cap) => sum(cap.counted, cap);
const limit = (cap: Cap) => sum(cap.limit, cap);

function share({ counted, limit: most }: Cap): number {
  return Number(most) === 0 ? 1 : Number(counted) / Number(most);
}

function CapActions({ cap, onDone }: { cap: Cap; onDone(): void }) {
  const [text, setText] = useState(cap.limit);
  const path = { id: String(cap.campaign_id), part: String(cap.id) };
  const change = async () => {
    await ok(
      api.PATCH("/api/v1/campaigns/{id}/caps/{part}", {
        params: { path },
        body: { limit: text.trim() },
      }),
    );
    onDone();
  };
  const drop = async () => {
    const params = { path };
    await ok(api.DELETE("/api/v1/campaigns/{id}/caps/{part}", { params }));
    onDone();
  };
  return (
    <div class="row">
      <Ask
        label={NET.change}
        title={NET.change_cap}
        happens={NET.change_cap_happens(used(cap), limit(cap))}
        agree={NET.change_cap}
        work={change}
      >
        <Field
          label={NET.limit}
          inputMode="decimal"
          value={text}
          onValue={setText}
        />
      </Ask>
      <Ask
        label={NET.remove}
        title={NET.remove_cap}
        happens={NET.remove_cap_happens}
        agree={NET.remove_cap}
        kind="danger"
        work={drop}
      />
    </div>
  );
}

const START = {
  metric: "conversions" as Cap["metric"],
  period: "day" as Cap["period"],
  limit: "",
  goal_key: "",
  affiliate_id: "",
};

function NewCap({ id, onMade }: { id: string; onMade(): void }) {
  const [is_open, setOpen] = useState(false);
  const form = useForm(START, async (values) => {
    const { goal_key, affiliate_id, metric, period } = values;
    const body = {
      metric,
      period,
      limit: values.limit.trim(),
      goal_key: goal_key.trim() || null,
      affiliate_id: affiliate_id === "" ? null : Number(affiliate_id),
    };
    const params = { path: { id } };
    await ok(api.POST("/api/v1/campaigns/{id}/caps", { params, body }));
    form.set(START);
    setOpen(false);
    onMade();
  });
  if (!is_open) {
    return (
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {NET.new_cap}
      </button>
    );
  }
  return (
    <Empty>
      <Form form={form} label={NET.new_cap}>
        <div class="fields">
          <Select
            label={NET.cap_of}
            options={optionsOf(NET.cap_metrics)}
            {...form.text("metric")}
          />
          <Select
            label={NET.period}
            options={optionsOf(NET.cap_periods)}
            {...form.text("period")}
          />
          <Field
            label={NET.limit}
            inputMode="decimal"
            required
            {...form.text("limit")}
          />
          <Field
            label={NET.only_goal}
            hint={NET.only_goal_hint}
            {...form.text("goal_key")}
          />
          <Picker
            kind="affiliates"
            label={NET.only_affiliate}
            hint={NET.picker_hint}
            {...form.text("affiliate_id")}
          />
        </div>
        <Submit label={NET.new_cap} is_sending={form.is_sending} />
      </Form>
    </Empty>
  );
}
