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
import { optionsOf } from "../network/options.ts";
import { StateBadge } from "../network/state_badge.tsx";

type Rule = Schema<"TrafficRule">;

/** Which visits are turned away, diverted or marked. */
export function TrafficRules({ campaign_id }: { campaign_id: number }) {
  const asked = useAsked(`traffic ${campaign_id}`, (signal) => {
    const query = { campaign_id, limit: "200" };
    return ok(api.GET("/api/v1/traffic-rules", { params: { query }, signal }));
  });
  const { data, error, reload } = asked;
  return (
    <section class="panel stack">
      <h2>{NET.traffic_rules}</h2>
      <p class="quiet">{NET.traffic_rules_lead}</p>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.data.length === 0 ? (
        <p class="quiet">{NET.rules_none}</p>
      ) : (
        <Table
          stacks
          caption={NET.traffic_rules}
          rows={data.data}
          keyOf={({ id }) => String(id)}
          columns={columnsOf(reload)}
        />
      )}
      <NewRule campaign_id={campaign_id} onMade={reload} />
    </section>
  );
}

function columnsOf(reload: () => void): Column<Rule>[] {
  return [
    {
      key: "rule",
      label: NET.rule,
      cell: ({ field, op, values, action }) =>
        NET.rule_in_words(
          field,
          NET.traffic_ops[op],
          values.join(", "),
          NET.traffic_actions[action],
        ),
    },
    {
      key: "reason",
      label: NET.reason,
      cell: ({ reason }) => reason ?? say.none,
    },
    {
      key: "state",
      label: NET.state,
      cell: ({ paused }) => <StateBadge state={paused ? "paused" : "active"} />,
    },
    {
      key: "change",
      label: NET.change,
      cell: (rule) => <RuleActions rule={rule} onDone={reload} />,
    },
  ];
}

function RuleActions({ rule, onDone }: { rule: Rule; onDone(): void }) {
  const params = { path: { id: String(rule.id) } };
  const change = async () => {
    const body = { paused: !rule.paused };
    await ok(api.PATCH("/api/v1/traffic-rules/{id}", { params, body }));
    onDone();
  };
  const drop = async () => {
    await ok(api.DELETE("/api/v1/traffic-rules/{id}", { params }));
    onDone();
  };
  return (
    <div class="row">
      <Act work={change}>{rule.paused ? NET.start : NET.pause}</Act>
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
    field: "referrer",
    op: "contains" as Rule["op"],
    values: "",
    action: "block" as Rule["action"],
    reason: "",
  };
  const form = useForm(start, async ({ field, op, action, ...rest }) => {
    const body = {
      campaign_id,
      field: field.trim(),
      op,
      action,
      values: rest.values.split(",").map((one) => one.trim()),
      reason: rest.reason.trim() || null,
    };
    await ok(api.POST("/api/v1/traffic-rules", { body }));
    form.set(start);
    onMade();
  });
  return (
    <details>
      <summary>{NET.new_rule}</summary>
      <Form form={form} label={NET.traffic_rules}>
        <div class="fields">
          <Field
            label={NET.rule_field}
            hint={NET.traffic_field_hint}
            {...form.text("field")}
          />
          <Select
            label={NET.rule_op}
            options={optionsOf(NET.traffic_ops)}
            {...form.text("op")}
          />
          <Field
            label={NET.rule_values}
            hint={NET.rule_values_hint}
            {...form.text("values")}
          />
          <Select
            label={NET.rule_action}
            options={optionsOf(NET.traffic_actions)}
            {...form.text("action")}
          />
          <Field
            label={NET.reason}
            hint={NET.rule_reason_hint}
            {...form.text("reason")}
          />
        </div>
        <Submit label={NET.add} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}
