import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";

type Day = Schema<"ClickDay">;

/** As many booked days as are looked through for an entry's own. */
const DAYS_READ = "200";

/** The paid clicks that an entry books: how many, at what sums, and each recount of them. */
export function ClickDaysOf({
  entry: { campaign_id, affiliate_id, subject_id },
}: {
  entry: Pick<
    Schema<"LedgerEntry">,
    "campaign_id" | "affiliate_id" | "subject_id"
  >;
}) {
  const timezone = useTimezone();
  const id = String(campaign_id);
  const asked = useAsked(`${id} ${subject_id}`, (signal) =>
    ok(
      api.GET("/api/v1/campaigns/{id}/click-days", {
        params: {
          path: { id },
          query: {
            limit: DAYS_READ,
            sort: "-day",
            ...(affiliate_id !== null && { affiliate_id }),
          },
        },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked} lines={2}>
      {({ data }) => (
        <Table
          caption={MONEY.paid_clicks}
          rows={data.filter((day) => day.subject_id === subject_id)}
          keyOf={({ day, version }) => `${day} ${version}`}
          stacks
          columns={columnsOf(timezone)}
        />
      )}
    </Shown>
  );
}

function columnsOf(timezone: string): Column<Day>[] {
  return [
    { key: "day", label: MONEY.day, cell: ({ day }) => day },
    {
      key: "booked",
      label: MONEY.booked,
      cell: ({ booked_at }) => <Time at={booked_at} timezone={timezone} />,
    },
    {
      key: "clicks",
      label: MONEY.clicks,
      align: "right",
      cell: ({ clicks }) => <Count value={clicks} />,
    },
    {
      key: "revenue",
      label: MONEY.accounts.receivable,
      align: "right",
      cell: ({ revenue, currency }) => (
        <Money amount={revenue} currency={currency} />
      ),
    },
    {
      key: "payout",
      label: MONEY.accounts.payable,
      align: "right",
      cell: ({ payout, currency, owed, owed_currency }) => (
        <>
          <Money amount={payout} currency={currency} />
          {owed !== null && (
            <div class="quiet">
              <Money amount={owed} currency={owed_currency ?? currency} />
            </div>
          )}
        </>
      ),
    },
  ];
}
