import { useState } from "preact/hooks";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import type { Asked } from "../../state/asked.ts";
import { useAsked } from "../../state/asked.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Picker } from "../network/picker.tsx";
import { Shown } from "../own/shown.tsx";
import { Effects } from "./effects.tsx";
import { Progress } from "./progress.tsx";
import type { Kind, Result, Wanted } from "./kinds.ts";

type Break = Schema<"Break">;

/** One break, all of a class, or all of them. */
export type Decision =
  { one: Break } | { class: Schema<"BreakClass"> } | { all: true };

const ACTIONS = ["set", "absorb", "create", "reject", "wait"] as const;

/** Chooses what is done, shows what it would do, and does it. */
export function Decide({
  kind,
  id,
  decision,
  onClose,
  onApplied,
}: {
  kind: Kind;
  id: string;
  decision: Decision;
  onClose(): void;
  onApplied(): void;
}) {
  const proposed = "one" in decision ? proposedOf(decision.one) : "";
  const [action, setAction] = useState<string>(proposed);
  const [affiliate_id, setAffiliate] = useState("");
  const [campaign_id, setCampaign] = useState("");
  const is_nobodys =
    "one" in decision && action === "create" && proposed !== "create";
  const is_whole = !is_nobodys || (affiliate_id !== "" && campaign_id !== "");
  const wanted = wantedOf(decision, { action, affiliate_id, campaign_id });
  const tried = useAsked(is_whole ? JSON.stringify(wanted) : null, (signal) =>
    kind.apply(id, { ...wanted, dry_run: true }, signal),
  );
  const [task, setTask] = useState<string | null>(null);
  const end = () => {
    onClose();
    onApplied();
  };
  const form = useForm({ reason: "" }, async ({ reason }) => {
    const why = reason.trim();
    const reasoned = { ...wanted, ...(why === "" ? {} : { reason: why }) };
    const result = await kind.apply(id, reasoned);
    // Many are applied by a task.
    if ("task_id" in result) setTask(result.task_id);
    else end();
  });
  return (
    <Dialog title={titleOf(decision)} onClose={onClose}>
      {!("all" in decision) && (
        <ActionChoice
          is_one={"one" in decision}
          value={action}
          onValue={setAction}
        />
      )}
      {is_nobodys && (
        <Brought
          {...{ affiliate_id, setAffiliate, campaign_id, setCampaign }}
        />
      )}
      {is_whole && <Tried asked={tried} />}
      {task !== null && <Progress id={task} onEnd={end} />}
      <Form form={form} label={RECONCILING.apply}>
        <Field
          label={RECONCILING.reason}
          hint={RECONCILING.reason_hint}
          {...form.text("reason")}
        />
        <Submit label={RECONCILING.apply} is_sending={form.is_sending} />
      </Form>
    </Dialog>
  );
}

/** The effects of a choice, before it is made. */
function Tried({ asked }: { asked: Asked<Result> }) {
  return (
    <section class="stack-close" aria-label={RECONCILING.dry_run}>
      <h3>{RECONCILING.dry_run}</h3>
      <Shown asked={asked} lines={4}>
        {(result) =>
          "outcomes" in result ? (
            <Effects effects={result} />
          ) : (
            <p>{RECONCILING.too_many(result.count)}</p>
          )
        }
      </Shown>
    </section>
  );
}

function ActionChoice({
  is_one,
  value,
  onValue,
}: {
  is_one: boolean;
  value: string;
  onValue(value: string): void;
}) {
  return (
    <Select
      label={RECONCILING.action}
      value={value}
      onValue={onValue}
      options={[
        ...(is_one ? [] : [{ value: "", label: RECONCILING.proposed }]),
        ...ACTIONS.map((one) => ({
          value: one,
          label: RECONCILING.actions[one],
        })),
      ]}
    />
  );
}

/** A sale without a click: somebody says who brought it, and to what. */
function Brought({
  affiliate_id,
  setAffiliate,
  campaign_id,
  setCampaign,
}: {
  affiliate_id: string;
  setAffiliate(id: string): void;
  campaign_id: string;
  setCampaign(id: string): void;
}) {
  return (
    <>
      <p class="quiet">{RECONCILING.brought_by}</p>
      <div class="controls at-top">
        <Picker
          kind="affiliates"
          label={RECONCILING.affiliate}
          hint={NET.picker_hint}
          value={affiliate_id}
          onValue={setAffiliate}
        />
        <Picker
          kind="campaigns"
          label={RECONCILING.campaign}
          hint={NET.picker_hint}
          value={campaign_id}
          onValue={setCampaign}
        />
      </div>
    </>
  );
}

function proposedOf({ proposed }: Break): string {
  const names: readonly string[] = ACTIONS;
  return proposed !== null && names.includes(proposed) ? proposed : "wait";
}

function titleOf(decision: Decision): string {
  if ("all" in decision) return RECONCILING.decide_all;
  const name = "one" in decision ? decision.one.class : decision.class;
  return name === null ? RECONCILING.decide : RECONCILING.classes[name];
}

function wantedOf(
  decision: Decision,
  chosen: { action: string; affiliate_id: string; campaign_id: string },
): Wanted {
  if ("all" in decision) return { break_ids: "all" };
  const { action, affiliate_id, campaign_id } = chosen;
  const by_person =
    affiliate_id === "" || campaign_id === "" || action !== "create"
      ? action
      : {
          action,
          affiliate_id: Number(affiliate_id),
          campaign_id: Number(campaign_id),
        };
  const at = "one" in decision ? decision.one.id : decision.class;
  const actions = (
    action === "" ? {} : { [at]: by_person }
  ) as Wanted["actions"] & object;
  return "one" in decision
    ? { break_ids: [decision.one.id], actions }
    : { classes: [decision.class], actions };
}
