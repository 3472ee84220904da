import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { RISK } from "../../messages/risk.ts";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Count } from "../../ui/figures.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { MoneyMoved } from "../logs/would_do.tsx";

type Made = Schema<"RiskDecisionMade">;
type Decision = Made["decision"];

/** The suspected conversions that are decided about. */
export interface DecideFilter {
  from?: string;
  to?: string;
  affiliate_id?: number;
  campaign_id?: number;
  verdict?: "watch" | "hold";
  code?: keyof typeof RISK.codes;
  held?: boolean;
}

const DECISIONS: readonly Decision[] = ["clear", "fraud"];

/** Decides all suspected conversions of a choice alike, once somebody saw what that does. */
export function DecideButton({
  label,
  filter,
  onDone,
}: {
  label: string;
  filter: DecideFilter;
  onDone(): void;
}) {
  const [is_open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {is_open && (
        <Dialog title={label} onClose={close}>
          <Question
            filter={filter}
            onDone={() => {
              close();
              onDone();
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function Question({
  filter,
  onDone,
}: {
  filter: DecideFilter;
  onDone(): void;
}) {
  const [decision, setDecision] = useState<Decision>("clear");
  const [why, setWhy] = useState("");
  const [foreseen, setForeseen] = useState<Made>();
  const send = (dry_run: boolean) =>
    ok(
      api.POST("/api/v1/risk/decisions", {
        body: {
          ...{ decision, why, filter, dry_run },
          ...(dry_run || foreseen === undefined ? {} : { seen: foreseen.seen }),
        },
      }),
    );
  const choose = (value: string) => {
    setDecision(DECISIONS.find((one) => one === value) ?? "clear");
    setForeseen(undefined);
  };
  const agree = async () => {
    // If that is refused, they aren't as they were foreseen.
    await send(false).finally(() => setForeseen(undefined));
    onDone();
  };
  const is_seen = foreseen !== undefined && foreseen.why === why.trim();
  return (
    <>
      <p>{RISK.decide_lead}</p>
      <Select
        label={RISK.decision}
        value={decision}
        onValue={choose}
        options={DECISIONS.map((value) => ({
          value,
          label: RISK.decisions[value],
        }))}
      />
      <Field
        label={RISK.reason}
        hint={RISK.reason_hint}
        value={why}
        onValue={setWhy}
        required
      />
      {is_seen && <Foreseen made={foreseen} />}
      <div class="row">
        {is_seen && foreseen.conversions > 0 ? (
          <Act kind={decision === "fraud" ? "danger" : "main"} work={agree}>
            {RISK.agree}
          </Act>
        ) : (
          <Act
            kind="main"
            disabled={why.trim() === ""}
            work={async () => setForeseen(await send(true))}
          >
            {RISK.try}
          </Act>
        )}
      </div>
    </>
  );
}

const COUNTS = [
  ["conversions", "about"],
  ["held", "let_go"],
  ["changed", "changed"],
  ["refused", "refused"],
] as const;

/** The conversions and the money that a decision is about. */
function Foreseen({ made }: { made: Made }) {
  return (
    <>
      <dl class="facts">
        {COUNTS.map(([count, label]) => (
          <div key={count}>
            <dt>{RISK[label]}</dt>
            <dd>
              <Count value={made[count]} />
            </dd>
          </div>
        ))}
      </dl>
      <MoneyMoved of={made} />
    </>
  );
}
