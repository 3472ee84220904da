import { useState } from "preact/hooks";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import type { List } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import type { Column } from "../../ui/table.tsx";
import { tickColumn } from "../network/tick_column.tsx";
import { useNames } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { ShownList } from "../own/shown.tsx";
import { MoneyState } from "./parts.tsx";
import { ENTRIES_COLUMN, METHOD_COLUMN } from "./payment_columns.tsx";
import { isOpen } from "./payment_steps.ts";
import { TakeSteps } from "./take_steps.tsx";

type Payment = Schema<"Payment">;

/** Payments, and the next steps of those that are ticked. */
export function PaymentList({
  list,
  caption,
  onChange,
}: {
  list: List<Payment>;
  caption: string;
  onChange(): void;
}) {
  const timezone = useTimezone();
  const affiliates = useNames("affiliates");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const open = (list.rows ?? []).filter(isOpen);
  const chosen = open.filter(({ id }) => ticked.has(id));
  const ticks = tickColumn<Payment>({
    keyOf: ({ id }) => id,
    nameOf: (one) => affiliates(one.affiliate_id),
    ticked,
    onTick: setTicked,
  });
  return (
    <>
      {open.length > 1 && (
        <div class="row">
          <span aria-live="polite">{MONEY.ticked(chosen.length)}</span>
          <Button
            onClick={() => {
              const is_all = chosen.length === open.length;
              setTicked(new Set(is_all ? [] : open.map(({ id }) => id)));
            }}
          >
            {chosen.length === open.length
              ? MONEY.untick_all
              : MONEY.tick_all(open.length)}
          </Button>
          {chosen.length > 0 && (
            <TakeSteps payments={chosen} onChange={onChange} />
          )}
        </div>
      )}
      <ShownList<Payment>
        list={list}
        caption={caption}
        empty={MONEY.payments_empty}
        keyOf={({ id }) => id}
        columns={[
          ...(open.length > 1
            ? [
                {
                  ...ticks,
                  cell: (one: Payment) =>
                    isOpen(one) ? ticks.cell(one) : <span />,
                },
              ]
            : []),
          ...columnsOf(timezone, affiliates),
        ]}
      />
    </>
  );
}

function columnsOf(timezone: string, affiliates: NameOf): Column<Payment>[] {
  return [
    {
      key: "affiliate",
      label: MONEY.affiliate,
      cell: ({ id, affiliate_id }) => (
        <a href={`/app/money/payments/${id}`}>{affiliates(affiliate_id)}</a>
      ),
    },
    {
      key: "state",
      label: MONEY.state,
      cell: ({ state }) => <MoneyState state={state} />,
    },
    {
      key: "created",
      label: MONEY.created,
      cell: ({ created_at }) => (
        <Time at={created_at} timezone={timezone} style="day" />
      ),
    },
    {
      key: "settled",
      label: MONEY.settled,
      cell: ({ settled_at }) => (
        <Time at={settled_at} timezone={timezone} style="day" />
      ),
    },
    METHOD_COLUMN,
    {
      key: "reference",
      label: MONEY.reference_or_why,
      cell: ({ reference, reason }) => reference ?? reason,
    },
    ENTRIES_COLUMN,
    {
      key: "amount",
      label: MONEY.amount,
      align: "right",
      cell: ({ amount, currency }) => (
        <Money amount={amount} currency={currency} />
      ),
    },
  ];
}
