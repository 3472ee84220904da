import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { NET } from "../../messages/network.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { groupDigits } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Picker } from "../network/picker.tsx";
import { useNames } from "../own/names.ts";
import { ShownList } from "../own/shown.tsx";
import { entryColumns } from "./ledger.tsx";
import { OpenEntry } from "./ledger_entry.tsx";
import { currencyOptions, MoneyPage, useCurrencies } from "./parts.tsx";

type Entry = Schema<"LedgerEntry">;
type Kind = keyof typeof MONEY.kinds;

/** Bookings by hand, and a form for another one. */
export function AdjustmentsScreen() {
  const timezone = useTimezone();
  const affiliates = useNames("affiliates");
  const advertisers = useNames("advertisers");
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

type Side = "affiliate" | "advertiser";

const BLANK = {
  of: "affiliate" as Side,
  id: "",
  kind: "bonus",
  amount: "",
  currency: "",
  reason: "",
};

function Adjust({ onBooked }: { onBooked(): void }) {
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
  const { of } = form.values;
  return (
    <section class="panel stack">
      <h2>{MONEY.adjust}</h2>
      <p class="quiet">{MONEY.adjust_hint}</p>
      <Form form={form} label={MONEY.adjust}>
        <div class="controls at-top">
          <Select
            label={MONEY.party}
            options={[
              { value: "affiliate", label: MONEY.an_affiliate },
              { value: "advertiser", label: MONEY.an_advertiser },
            ]}
            value={of}
            onValue={(value) => form.set({ of: value as Side, id: "" })}
          />
          <Picker
            key={of}
            kind={of === "affiliate" ? "affiliates" : "advertisers"}
            label={MONEY[of]}
            hint={NET.picker_hint}
            {...form.text("id")}
            wrong={
              form.error?.fields.find(({ field }) => field === `${of}_id`)
                ?.message
            }
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
        <Happens {...form.values} />
        <Submit label={MONEY.book} is_sending={form.is_sending} />
      </Form>
      {is_booked && <Notice tone="good">{MONEY.adjusted}</Notice>}
    </section>
  );
}

function bodyOf({ of, id, kind, ...given }: typeof BLANK) {
  const party = { [`${of}_id`]: Number(id) };
  return { ...given, ...party, kind: kind as Kind };
}

/** The consequence of an adjustment, as soon as it says whose and how much. */
function Happens({ of, id, amount, currency }: typeof BLANK) {
  const nameOf = {
    affiliate: useNames("affiliates"),
    advertiser: useNames("advertisers"),
  }[of];
  const sum = /^(-?)(\d+(?:\.\d+)?)$/.exec(amount.trim());
  if (id === "" || sum === null || currency === "") return null;
  const [, sign, size = ""] = sum;
  const money = `${groupDigits(size)} ${currency}`;
  const name = nameOf(Number(id));
  return (
    <p role="status">{MONEY.adjust_happens(of, name, money, sign === "-")}</p>
  );
}
