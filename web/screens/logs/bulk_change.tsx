import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { LOGS } from "../../messages/logs.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Money } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { useNames } from "../own/names.ts";
import { STATUSES } from "./conversions.tsx";
import { TaskProgress } from "./task_progress.tsx";

type Answer = Schema<"BulkChange">;
type DryRun = Extract<Answer, { outcomes: unknown }>;
type Status = (typeof STATUSES)[number];

/** Changes all conversions of the filters, after saying what that would do to whose money. */
export function BulkChange({
  query,
  reload,
}: {
  query: Readonly<Record<string, string>>;
  reload(): void;
}) {
  const [tried, setTried] = useState<DryRun | null>(null);
  const [done, setDone] = useState<Answer | null>(null);
  const is_narrow = Object.keys(query).length > 0;
  const send = async (
    { status, reason }: { status: string; reason: string },
    dry_run: boolean,
  ) =>
    await ok(
      api.POST("/api/v1/conversions/bulk", {
        body: {
          filter: query,
          status: status as Status,
          reason: reason.trim(),
          dry_run,
        },
        // Sent twice by an uncertain connection, it is done once.
        headers: dry_run ? {} : { "idempotency-key": crypto.randomUUID() },
      }),
    );
  const form = useForm({ status: "approved", reason: "" }, async (values) => {
    setDone(null);
    const answer = await send(values, true);
    setTried("outcomes" in answer ? answer : null);
  });
  const change = async () => {
    setDone(await send(form.values, false));
    setTried(null);
    reload();
  };
  return (
    <details class="panel">
      <summary>{LOGS.bulk}</summary>
      <div class="stack">
        <p>{is_narrow ? LOGS.bulk_text : LOGS.bulk_needs_filter}</p>
        {is_narrow && (
          <Form form={form} label={LOGS.bulk}>
            <div class="controls">
              <Select
                label={LOGS.bulk_to}
                {...form.text("status")}
                options={STATUSES.map((one) => ({ value: one, label: one }))}
              />
              <Field
                label={LOGS.bulk_reason}
                hint={LOGS.bulk_reason_hint}
                required
                {...form.text("reason")}
              />
              <Submit label={LOGS.bulk_try} is_sending={form.is_sending} />
            </div>
          </Form>
        )}
        {tried !== null && (
          <>
            <WouldDo of={tried} />
            <div>
              <Act kind="danger" work={change} disabled={tried.count === 0}>
                {LOGS.bulk_do(tried.count)}
              </Act>
            </div>
          </>
        )}
        {done !== null && (
          <Notice tone="good">
            {"task_id" in done
              ? LOGS.bulk_started(done.count)
              : LOGS.bulk_done(done.count)}
            {"task_id" in done && (
              <TaskProgress id={done.task_id} onDone={reload} />
            )}
          </Notice>
        )}
      </div>
    </details>
  );
}

function WouldDo({ of }: { of: DryRun }) {
  const affiliates = useNames("affiliates");
  const advertisers = useNames("advertisers");
  const { outcomes, deliveries } = of;
  return (
    <div class="stack">
      <Notice tone="warn" title={LOGS.bulk_would(of.count)}>
        <ul>
          {Object.entries(outcomes).map(([outcome, count]) => (
            <li key={outcome}>
              {outcome}: {count}
            </li>
          ))}
          <li>{LOGS.bulk_told(deliveries.count)}</li>
        </ul>
      </Notice>
      <MoneyTable
        caption={LOGS.bulk_money}
        rows={of.affiliates.map((row) => ({
          name: affiliates(row.affiliate_id),
          pending: row.payout_pending,
          owed: row.payout,
          currency: row.currency,
        }))}
      />
      <MoneyTable
        caption={LOGS.bulk_advertisers}
        rows={of.advertisers.map((row) => ({
          name: advertisers(row.advertiser_id),
          pending: row.revenue_pending,
          owed: row.revenue,
          currency: row.currency,
        }))}
      />
    </div>
  );
}

/** The effect of a change on somebody's money. */
export interface MoneyChange {
  name: string;
  pending: string;
  owed: string;
  currency: string;
}

/** Whose money a change moves, and by how much. */
export function MoneyTable({
  caption,
  rows,
}: {
  caption: string;
  rows: readonly MoneyChange[];
}) {
  if (rows.length === 0) return null;
  return (
    <Table
      stacks
      caption={caption}
      rows={rows}
      keyOf={({ name, currency }) => `${name} ${currency}`}
      columns={[
        { key: "name", label: LOGS.affiliate, cell: ({ name }) => name },
        {
          key: "pending",
          label: LOGS.bulk_pending,
          align: "right",
          cell: (row) => <Money amount={row.pending} currency={row.currency} />,
        },
        {
          key: "owed",
          label: LOGS.bulk_payable,
          align: "right",
          cell: (row) => <Money amount={row.owed} currency={row.currency} />,
        },
      ]}
    />
  );
}
