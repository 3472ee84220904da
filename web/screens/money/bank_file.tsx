import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { download } from "../../api/download.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Submit } from "../../doors/sign_in.tsx";
import { Field } from "../../ui/field.tsx";
import { Money } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { Shown } from "../own/shown.tsx";
import { dayIn } from "./parts.tsx";

/** The run's file for the bank: what is in it, what can't be, and from which account. */
export function BankFile({ id }: { id: string }) {
  const asked = useAsked(`sepa ${id}`, (signal) =>
    ok(
      api.GET("/api/v1/payment-runs/{id}/sepa", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  const csv = () =>
    download(
      `/api/v1/payment-runs/${id}/export.csv`,
      `payments-${id}.csv`,
      "text/csv",
    );
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <h2>{MONEY.bank_file}</h2>
        <Act work={csv}>{MONEY.download_csv}</Act>
      </div>
      <Shown asked={asked}>
        {({ count, amount, currency, left_out }) => (
          <>
            {count === 0 ? (
              <Notice tone="note">{MONEY.bank_none}</Notice>
            ) : (
              <>
                <p>
                  {MONEY.bank_sum(count)}{" "}
                  <strong>
                    <Money amount={amount} currency={currency} />
                  </strong>
                </p>
                <FromAccount id={id} />
              </>
            )}
            {left_out.length > 0 && <LeftOut rows={left_out} />}
          </>
        )}
      </Shown>
    </section>
  );
}

/** Payments that can't be in the file, and why. */
function LeftOut({ rows }: { rows: Schema<"SepaCheck">["left_out"] }) {
  return (
    <Table
      caption={MONEY.left_out}
      rows={rows}
      keyOf={({ payment_id }) => payment_id}
      stacks
      columns={[
        {
          key: "affiliate",
          label: MONEY.affiliate,
          cell: ({ affiliate_name }) => affiliate_name,
        },
        {
          key: "why",
          label: MONEY.why,
          cell: ({ detail }) => detail,
        },
        {
          key: "amount",
          label: MONEY.amount,
          align: "right",
          cell: (one) => <Money amount={one.amount} currency={one.currency} />,
        },
      ]}
    />
  );
}

function FromAccount({ id }: { id: string }) {
  const timezone = useTimezone();
  const form = useForm(
    {
      debtor_name: "",
      debtor_iban: "",
      debtor_bic: "",
      execute_on: dayIn(timezone, 1),
    },
    async (values) => {
      const query = new URLSearchParams(values);
      if (values.debtor_bic.trim() === "") query.delete("debtor_bic");
      await download(
        `/api/v1/payment-runs/${id}/sepa.xml?${query}`,
        `payments-${id}.xml`,
        "application/xml",
      );
    },
  );
  return (
    <Form form={form} label={MONEY.bank_file}>
      <p class="quiet">{MONEY.bank_hint}</p>
      <div class="controls at-top">
        <Field
          label={MONEY.debtor_name}
          autoComplete="organization"
          required
          {...form.text("debtor_name")}
        />
        <Field
          label={MONEY.debtor_iban}
          required
          {...form.text("debtor_iban")}
        />
        <Field
          label={MONEY.debtor_bic}
          hint={MONEY.optional}
          {...form.text("debtor_bic")}
        />
        <Field
          label={MONEY.execute_on}
          type="date"
          required
          {...form.text("execute_on")}
        />
      </div>
      <Submit label={MONEY.download_xml} is_sending={form.is_sending} />
    </Form>
  );
}
