import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { Ask } from "../network/ask.tsx";
import { wordsOf } from "../network/options.ts";
import { useNames } from "../network/use_named.ts";
import { StateBadge } from "../network/state_badge.tsx";
import type { CampaignProps } from "./campaign.tsx";

type Destination = Schema<"Destination">;

/** Where visitors go, and which part of them. */
export function DestinationsPart({
  campaign,
}: Pick<CampaignProps, "campaign">) {
  const nameOf = useNames("affiliates");
  const id = String(campaign.id);
  const { data, error, reload } = useAsked(`destinations ${id}`, (signal) =>
    ok(
      api.GET("/api/v1/campaigns/{id}/destinations", {
        params: { path: { id }, query: { limit: "200" } },
        signal,
      }),
    ),
  );
  return (
    <section class="panel stack">
      <h2>{NET.destinations}</h2>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.data.length === 0 ? (
        <p class="row">
          {NET.one_destination} <code>{campaign.destination_url}</code>
        </p>
      ) : (
        <Table
          stacks
          caption={NET.destinations_table}
          rows={data.data}
          keyOf={(destination) => String(destination.id)}
          columns={columnsOf(data.data, nameOf, reload)}
        />
      )}
      <NewDestination id={id} onMade={reload} />
    </section>
  );
}

function columnsOf(
  all: readonly Destination[],
  nameOf: (id: number | null) => string,
  reload: () => void,
): Column<Destination>[] {
  return [
    {
      key: "url",
      label: NET.destination,
      cell: ({ url, name }) => (
        <div>
          {name !== null && <div>{name}</div>}
          <code>{url}</code>
        </div>
      ),
    },
    {
      key: "who",
      label: NET.for_whom,
      cell: ({ affiliate_id, os }) => [nameOf(affiliate_id), ...os].join(", "),
    },
    {
      key: "weight",
      label: NET.weight,
      align: "right",
      cell: ({ weight }) => weight,
    },
    {
      key: "share",
      label: NET.share,
      align: "right",
      cell: (destination) => shareOf(destination, all),
    },
    {
      key: "state",
      label: NET.state,
      cell: ({ paused }) => <StateBadge state={paused ? "paused" : "active"} />,
    },
    {
      key: "change",
      label: NET.change,
      cell: (destination) => (
        <DestinationActions of={destination} onDone={reload} />
      ),
    },
  ];
}

/** The part of the visitors that goes there, of those it stands beside. */
function shareOf(
  { id, affiliate_id, weight, os }: Destination,
  all: readonly Destination[],
): string {
  const beside = all.filter(
    (one) =>
      !one.paused &&
      one.affiliate_id === affiliate_id &&
      one.os.join() === os.join(),
  );
  if (!beside.some((one) => one.id === id)) return say.none;
  const whole = beside.reduce((total, one) => total + one.weight, 0);
  return whole === 0 ? say.none : `${((weight / whole) * 100).toFixed(1)}%`;
}

function DestinationActions({
  of,
  onDone,
}: {
  of: Destination;
  onDone(): void;
}) {
  const [weight, setWeight] = useState(String(of.weight));
  const path = { id: String(of.campaign_id), part: String(of.id) };
  const change = async (body: { paused?: boolean; weight?: number }) => {
    await ok(
      api.PATCH("/api/v1/campaigns/{id}/destinations/{part}", {
        params: { path },
        body,
      }),
    );
    onDone();
  };
  const drop = async () => {
    const params = { path };
    await ok(
      api.DELETE("/api/v1/campaigns/{id}/destinations/{part}", { params }),
    );
    onDone();
  };
  return (
    <div class="row">
      <Ask
        label={NET.weight}
        title={NET.change_weight}
        happens={NET.weight_happens}
        agree={say.save}
        work={() => change({ weight: Number(weight) })}
      >
        <Field
          label={NET.weight}
          inputMode="numeric"
          value={weight}
          onValue={setWeight}
        />
      </Ask>
      <Act work={() => change({ paused: !of.paused })}>
        {of.paused ? NET.start : NET.pause}
      </Act>
      <Ask
        label={NET.remove}
        title={NET.remove_destination}
        happens={NET.remove_destination_happens}
        agree={NET.remove}
        kind="danger"
        work={drop}
      />
    </div>
  );
}

function NewDestination({ id, onMade }: { id: string; onMade(): void }) {
  const start = { url: "", name: "", weight: "100", os: "" };
  const form = useForm(start, async ({ url, name, weight, os }) => {
    const body = {
      url: url.trim(),
      name: name.trim() || null,
      weight: Number(weight),
      // The API names each word that it doesn't know.
      os: wordsOf(os.toLowerCase()) as Destination["os"],
    };
    const params = { path: { id } };
    await ok(api.POST("/api/v1/campaigns/{id}/destinations", { params, body }));
    form.set(start);
    onMade();
  });
  return (
    <details>
      <summary>{NET.new_destination}</summary>
      <Form form={form} label={NET.new_destination}>
        <div class="fields">
          <Field
            label={NET.address}
            hint={NET.destination_hint}
            type="url"
            required
            {...form.text("url")}
          />
          <Field label={NET.name} {...form.text("name")} />
          <Field
            label={NET.weight}
            inputMode="numeric"
            {...form.text("weight")}
          />
          <Field
            label={NET.for_systems}
            hint={NET.for_systems_hint}
            {...form.text("os")}
          />
        </div>
        <Submit label={NET.add} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}
