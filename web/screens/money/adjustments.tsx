import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { ShownList } from "../own/shown.tsx";
import { entryColumns } from "./ledger.tsx";
import { OpenEntry } from "./ledger_entry.tsx";
import {
  currencyOptions,
  MoneyPage,
  useAdvertisers,
  useAffiliates,
  useCurrencies,
} from "./parts.tsx";

type Entry = Schema<"LedgerEntry">;
type Kind = keyof typeof MONEY.kinds;

/** Bookings by hand, and a form for another one. */
export function AdjustmentsScreen() {
  const timezone = useTimezone();
  const affiliates = useAffiliates();
  const advertisers = useAdvertisers();
  const list = useList<Entry>("adjustments", (cursor, signal) =>
    ok(
      api.GET("/api/v1/ledger/adjustments", {
        params: { query: { sort: "-booked_at", ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <MoneyPage tab="adjustments" curl="/api/v1/ledger/adjustments">
      <Adjust onBooked={list.reload} />
      <ShownList<Entry>
        list={list}
        caption={MONEY.tabs.adjustments}
        empty={MONEY.adjustments_empty}
        keyOf={({ id }) => id}
        columns={entryColumns(timezone, { affiliates, advertisers })}
      />
      <OpenEntry parties={{ affiliates, advertisers }} />
    </MoneyPage>
  );
}

const BLANK = {
  party: "",
  kind: "bonus",
  amount: "",
  currency: "",
  reason: "",
};

function Adjust({ onBooked }: { onBooked(): void }) {
  const affiliates = useAffiliates();
  const advertisers = useAdvertisers();
  const currencies = useCurrencies();
  const form = useForm(BLANK, async ({ party, kind, ...given }) => {
    const [of, id] = party.split(" ");
    const party_id = Number(id);
    const body = {
      ...given,
      kind: kind as Kind,
      ...(of === "affiliate"
        ? { affiliate_id: party_id }
        : { advertiser_id: party_id }),
    };
    await ok(api.POST("/api/v1/ledger/adjustments", { body }));
    form.set(BLANK);
    onBooked();
  });
  const partiesOf = (
    of: "affiliate" | "advertiser",
    parties: typeof affiliates,
  ) =>
    parties.map(({ id, name }) => ({
      value: `${of} ${id}`,
      label: `${name} (${MONEY[of].toLowerCase()})`,
    }));
  return (
    <section class="panel stack">
      <h2>{MONEY.adjust}</h2>
      <p class="quiet">{MONEY.adjust_hint}</p>
      <Form form={form} label={MONEY.adjust}>
        <div class="controls at-top">
          <Select
            label={MONEY.party}
            options={[
              { value: "", label: MONEY.choose },
              ...partiesOf("affiliate", affiliates),
              ...partiesOf("advertiser", advertisers),
            ]}
            {...form.text("party")}
          />
          <Select
            label={MONEY.kind}
            options={Object.entries(MONEY.kinds).map(([value, label]) => ({
              value,
              label,
            }))}
            {...form.text("kind")}
          />
          <Field
            label={MONEY.amount}
            inputMode="decimal"
            required
            {...form.text("amount")}
          />
          <Select
            label={MONEY.currency}
            options={[
              { value: "", label: MONEY.choose },
              ...currencyOptions(currencies),
            ]}
            {...form.text("currency")}
          />
          <Field label={MONEY.reason} required {...form.text("reason")} />
        </div>
        <Submit label={MONEY.book} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}
