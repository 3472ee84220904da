import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { groupDigits } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ShownList } from "../own/shown.tsx";
import { entryColumns } from "./ledger.tsx";
import { OpenEntry } from "./ledger_entry.tsx";
import {
  currencyOptions,
  MoneyPage,
  nameOf,
  useAdvertisers,
  useAffiliates,
  useCurrencies,
} from "./parts.tsx";
import type { Party } from "./parts.tsx";

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
  const [is_booked, setBooked] = useState(false);
  const form = useForm(BLANK, async (values) => {
    setBooked(false);
    const body = bodyOf(values);
    await ok(api.POST("/api/v1/ledger/adjustments", { body }));
    form.set(BLANK);
    setBooked(true);
    onBooked();
  });
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
        <Happens
          {...form.values}
          parties={{ affiliate: affiliates, advertiser: advertisers }}
        />
        <Submit label={MONEY.book} is_sending={form.is_sending} />
      </Form>
      {is_booked && <Notice tone="good">{MONEY.adjusted}</Notice>}
    </section>
  );
}

function bodyOf({ party, kind, ...given }: typeof BLANK) {
  const [of, id] = party.split(" ");
  const party_id = Number(id);
  return {
    ...given,
    kind: kind as Kind,
    ...(of === "affiliate"
      ? { affiliate_id: party_id }
      : { advertiser_id: party_id }),
  };
}

function partiesOf(
  of: "affiliate" | "advertiser",
  parties: readonly { id: number; name: string }[],
) {
  return parties.map(({ id, name }) => ({
    value: `${of} ${id}`,
    label: `${name} (${MONEY[of].toLowerCase()})`,
  }));
}

/** The consequence of an adjustment, as soon as it says whose and how much. */
function Happens({
  party,
  amount,
  currency,
  parties,
}: Pick<typeof BLANK, "party" | "amount" | "currency"> & {
  parties: Record<"affiliate" | "advertiser", readonly Party[]>;
}) {
  const [of = "", id] = party.split(" ");
  const known = of === "affiliate" ? parties.affiliate : parties.advertiser;
  const sum = /^(-?)(\d+(?:\.\d+)?)$/.exec(amount.trim());
  if (id === undefined || sum === null || currency === "") return null;
  const [, sign, size = ""] = sum;
  const money = `${groupDigits(size)} ${currency}`;
  const name = nameOf(known, Number(id));
  return (
    <p role="status">{MONEY.adjust_happens(of, name, money, sign === "-")}</p>
  );
}
