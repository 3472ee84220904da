import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { SHOP } from "../../messages/shop.ts";
import { Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";

type Statement = Schema<"Reconciliation">;
type Mapping = NonNullable<Statement["mapping"]>;
type DateOrder = keyof typeof SHOP.date_orders;

/** Meanings that a column of an advertiser's file may have. */
const MEANINGS = [
  "order_id",
  "click_id",
  "conversion_id",
  "customer_id",
  "goal",
  "campaign",
  "status",
  "amount",
  "revenue",
  "currency",
  "occurred_at",
  "reason",
] as const;

const EXAMPLES: Column<Statement["proposal"][number]> = {
  key: "examples",
  label: SHOP.examples,
  cell: ({ examples }) => <span class="quiet">{examples.join(", ")}</span>,
};

/** Asks whether the columns were understood; the proposal stands beside what is in them. */
export function ConfirmColumns({
  kind,
  statement,
  onDone,
}: {
  kind: "reconciliations" | "imports";
  statement: Pick<Statement, "proposal" | "reading" | "id" | "mapping">;
  onDone(): void;
}) {
  const { proposal, reading, id, mapping } = statement;
  const start: Record<string, string> = Object.fromEntries(
    proposal.map(({ column, field }) => [column, field ?? ""]),
  );
  start[" date_order"] = reading?.date_order ?? "ymd";
  const form = useForm(start, async (all) => {
    const { " date_order": order, ...meanings } = all;
    const columns = columnsOf(meanings);
    const date_order = order as DateOrder;
    const body = { mapping: { ...mapping, columns, date_order } };
    const params = { path: { id } };
    await ok(
      kind === "imports"
        ? api.POST("/api/v1/imports/{id}/mapping", { params, body })
        : api.POST("/api/v1/reconciliations/{id}/mapping", { params, body }),
    );
    onDone();
  });
  const values: Readonly<Record<string, string>> = form.values;
  return (
    <section class="panel stack">
      <h2>{SHOP.columns}</h2>
      <p>{SHOP.columns_text}</p>
      <Form form={form} label={SHOP.columns}>
        <Table
          stacks
          caption={SHOP.columns}
          rows={proposal}
          keyOf={({ column }) => column}
          columns={[
            { key: "column", label: SHOP.column, cell: ({ column }) => column },
            EXAMPLES,
            {
              key: "means",
              label: SHOP.means,
              cell: ({ column }) => (
                <Meaning
                  column={column}
                  value={values[column] ?? ""}
                  onValue={(value) => form.set({ [column]: value })}
                />
              ),
            },
          ]}
        />
        {reading?.undecided.includes("date_order") === true && (
          <Select
            label={SHOP.date_order}
            value={values[" date_order"] ?? ""}
            onValue={(order) => form.set({ " date_order": order })}
            options={Object.entries(SHOP.date_orders).map(([value, label]) => ({
              value,
              label,
            }))}
          />
        )}
        <Submit label={SHOP.confirm} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

/** The columns by what they mean. */
function columnsOf(
  meanings: Readonly<Record<string, string>>,
): NonNullable<Mapping["columns"]> {
  return Object.fromEntries(
    Object.entries(meanings).flatMap(([column, meaning]) =>
      MEANINGS.some((one) => one === meaning) ? [[meaning, column]] : [],
    ),
  );
}

function Meaning({
  column,
  value,
  onValue,
}: {
  column: string;
  value: string;
  onValue(value: string): void;
}) {
  return (
    <select
      class="select"
      aria-label={`${SHOP.means}: ${column}`}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    >
      <option value="">{SHOP.no_meaning}</option>
      {MEANINGS.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
