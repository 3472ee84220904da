import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { MONEY } from "../../messages/money.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { ShownList } from "../own/shown.tsx";
import { MoneyPage } from "./parts.tsx";

type Period = Schema<"Period">;

const MONTHS_SHOWN = 12;

/** Months that are closed, and closing another. */
export function PeriodsScreen() {
  const timezone = useTimezone();
  const list = useList<Period>("periods", (cursor, signal) =>
    ok(
      api.GET("/api/v1/periods", {
        params: { query: { sort: "-month", ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const closed = new Set(list.rows?.map(({ month }) => month));
  return (
    <MoneyPage tab="periods" curl="/api/v1/periods">
      {list.rows !== undefined && (
        <Lock
          key={closed.size}
          months={pastMonths().filter((month) => !closed.has(month))}
          onLock={list.reload}
        />
      )}
      <ShownList<Period>
        list={list}
        caption={MONEY.tabs.periods}
        empty={MONEY.periods_empty}
        keyOf={({ month }) => month}
        columns={[
          { key: "month", label: MONEY.month, cell: ({ month }) => month },
          {
            key: "locked",
            label: MONEY.locked,
            cell: ({ locked_at }) => (
              <Time at={locked_at} timezone={timezone} />
            ),
          },
          {
            key: "by",
            label: MONEY.by,
            cell: ({ locked_by, locked_by_name }) =>
              locked_by_name ?? locked_by,
          },
          { key: "reason", label: MONEY.reason, cell: ({ reason }) => reason },
        ]}
      />
    </MoneyPage>
  );
}

/** Months that are over, the latest first. */
function pastMonths(): string[] {
  const now = trackerNow();
  return Array.from({ length: MONTHS_SHOWN }, (_, at) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1 - at))
      .toISOString()
      .slice(0, 7),
  );
}

function Lock({
  months,
  onLock,
}: {
  months: readonly string[];
  onLock(): void;
}) {
  const form = useForm(
    { month: months[0] ?? "", reason: "" },
    async ({ month, reason }) => {
      const params = { path: { month } };
      const body = reason.trim() === "" ? {} : { reason: reason.trim() };
      await ok(api.POST("/api/v1/periods/{month}/lock", { params, body }));
      onLock();
    },
  );
  return (
    <section class="panel stack">
      <h2>{MONEY.lock}</h2>
      <p>{MONEY.lock_hint}</p>
      <Form form={form} label={MONEY.lock}>
        <div class="controls at-top">
          <Select
            label={MONEY.month}
            options={months.map((month) => ({ value: month, label: month }))}
            {...form.text("month")}
          />
          <Field
            label={MONEY.reason}
            hint={MONEY.optional}
            {...form.text("reason")}
          />
        </div>
        <Submit label={MONEY.lock} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}
