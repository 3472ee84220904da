import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { Ask } from "../network/ask.tsx";
import { useNames } from "../network/use_named.ts";
import { optionsOf } from "../network/options.ts";
import { StateBadge } from "../network/state_badge.tsx";
import { TrafficRules } from "./traffic_rules.tsx";

type Rule = Schema<"ConversionRule">;

/** Rules that hold back or refuse conversions and visits. */
export function RulesTab({ campaign_id }: { campaign_id: number }) {
  return (
    <div class="stack">
      <ConversionRules campaign_id={campaign_id} />
      <TrafficRules campaign_id={campaign_id} />
    </div>
  );
}

function ConversionRules({ campaign_id }: { campaign_id: number }) {
  const nameOf = useNames("affiliates");
  const asked = useAsked(`rules ${campaign_id}`, (signal) => {
    const query = { campaign_id, limit: "200" };
    return ok(
      api.GET("/api/v1/conversion-rules", { params: { query }, signal }),
    );
  });
  const { data, error, reload } = asked;
  return (
    <section class="panel stack">
      <h2>{NET.conversion_rules}</h2>
      <p class="quiet">{NET.conversion_rules_lead}</p>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.data.length === 0 ? (
        <p class="quiet">{NET.rules_none}</p>
      ) : (
        <Table
          stacks
          caption={NET.conversion_rules}
          rows={data.data}
          keyOf={({ id }) => String(id)}
          columns={columnsOf(nameOf, reload)}
        />
      )}
      <NewRule campaign_id={campaign_id} onMade={reload} />
    </section>
  );
}

function columnsOf(
  nameOf: (id: number | null) => string,
  reload: () => void,
): Column<Rule>[] {
  return [
    { key: "rule", label: NET.rule, cell: (rule) => inWords(rule) },
    {
      key: "who",
      label: NET.for_whom,
      cell: ({ affiliate_id }) => nameOf(affiliate_id),
    },
    {
      key: "reason",
      label: NET.reason,
      cell: ({ reason }) => reason ?? say.none,
    },
    {
      key: "state",
      label: NET.state,
      cell: ({ enabled }) => (
        <StateBadge state={enabled ? "active" : "paused"} />
      ),
    },
    {
      key: "change",
      label: NET.change,
      cell: (rule) => <RuleActions rule={rule} onDone={reload} />,
    },
  ];
}

function inWords({ field, op, values, action }: Rule): string {
  const fields: Readonly<Record<string, string>> = NET.rule_fields;
  const ops: Readonly<Record<string, string>> = NET.rule_ops;
  const actions: Readonly<Record<string, string>> = NET.rule_actions;
  return NET.rule_in_words(
    fields[field] ?? field,
    ops[op] ?? op,
    values.join(", "),
    actions[action] ?? action,
  );
}

function RuleActions({ rule, onDone }: { rule: Rule; onDone(): void }) {
  const params = { path: { id: String(rule.id) } };
  const change = async () => {
    const body = { enabled: !rule.enabled };
    await ok(api.PATCH("/api/v1/conversion-rules/{id}", { params, body }));
    onDone();
  };
  const drop = async () => {
    await ok(api.DELETE("/api/v1/conversion-rules/{id}", { params }));
    onDone();
  };
  return (
    <div class="row">
      <Act work={change}>{rule.enabled ? NET.pause : NET.start}</Act>
      <Ask
        label={NET.remove}
        title={NET.remove_rule}
        happens={NET.remove_rule_happens}
        agree={NET.remove}
        kind="danger"
        work={drop}
      />
    </div>
  );
}

function NewRule({
  campaign_id,
  onMade,
}: {
  campaign_id: number;
  onMade(): void;
}) {
  const start = {
    field: "seconds_to_convert",
    op: "lt",
    values: "",
    action: "pending" as "pending" | "reject",
    reason: "",
  };
  const form = useForm(start, async ({ field, op, action, ...rest }) => {
    const body = {
      campaign_id,
      field,
      op,
      action,
      values: rest.values.split(",").map((one) => one.trim()),
      reason: rest.reason.trim() || null,
    };
    await ok(api.POST("/api/v1/conversion-rules", { body }));
    form.set(start);
    onMade();
  });
  const { field, op, values, action } = form.values;
  return (
    <details>
      <summary>{NET.new_rule}</summary>
      <Form form={form} label={NET.new_rule}>
        <div class="fields">
          <Select
            label={NET.rule_field}
            options={optionsOf(NET.rule_fields)}
            {...form.text("field")}
          />
          <Select
            label={NET.rule_op}
            options={optionsOf(NET.rule_ops)}
            {...form.text("op")}
          />
          <Field
            label={NET.rule_values}
            hint={NET.rule_values_hint}
            {...form.text("values")}
          />
          <Select
            label={NET.rule_action}
            options={optionsOf(NET.rule_actions)}
            {...form.text("action")}
          />
          <Field
            label={NET.reason}
            hint={NET.rule_reason_hint}
            {...form.text("reason")}
          />
        </div>
        {values.trim() !== "" && (
          <p>
            {inWords({ field, op, action, values: [values.trim()] } as Rule)}
          </p>
        )}
        <Submit label={NET.add} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}
