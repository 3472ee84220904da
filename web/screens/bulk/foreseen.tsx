import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { BULK } from "../../messages/bulk.ts";
import { Act } from "../../ui/act.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { ruleInWords } from "../network/money_rule.tsx";
import type { Rule } from "../network/money_rule.tsx";
import { useNames } from "../network/use_named.ts";
import type { BulkKind } from "./columns.ts";
import { effectInWords } from "./effects.ts";
import { Refusals, refusalsOf, refusalsOfAll } from "./refusals.tsx";
import { sheetRow } from "./rows.ts";
import type { Item } from "./rows.ts";
import { sendBulk } from "./send.ts";
import type { SentItem } from "./send.ts";

const EFFECTS_SHOWN = 50;

/** The effect of each row and why others are refused, before any is made. */
export function Foreseen({
  kind,
  items,
  looked,
  onDone,
}: {
  kind: BulkKind;
  items: readonly Item[];
  looked: readonly SentItem[];
  onDone(done: readonly SentItem[]): void;
}) {
  const [since, setSince] = useState<ReturnType<typeof refusalsOfAll>>([]);
  const good = looked.filter(({ status }) => status === 201);
  const partial = good.length < looked.length;
  const refusals = looked.flatMap((one) => refusalsOf(kind, one));
  const make = async () => {
    setSince([]);
    try {
      onDone(await sendBulk(kind, items, { partial }));
    } catch (reason) {
      const found =
        reason instanceof ApiError ? refusalsOfAll(kind, reason) : [];
      if (found.length === 0) throw reason;
      setSince(found);
    }
  };
  return (
    <>
      <Refusals of={refusals} />
      {good.length === 0 ? (
        <Notice tone="bad">{BULK.all_refused}</Notice>
      ) : (
        <>
          <Effects kind={kind} items={items} good={good} />
          {partial && <p class="quiet">{BULK.change_sheet}</p>}
          <div class="row">
            <Act kind="main" work={make}>
              {partial ? BULK.make_good(good.length) : BULK.make(good.length)}
            </Act>
          </div>
        </>
      )}
      {since.length > 0 && <Notice tone="bad">{BULK.none_made}</Notice>}
      <Refusals of={since} />
    </>
  );
}

function Effects({
  kind,
  items,
  good,
}: {
  kind: BulkKind;
  items: readonly Item[];
  good: readonly SentItem[];
}) {
  const has_campaigns = ["goals", "payouts", "links"].includes(kind);
  const has_affiliates = ["payouts", "links"].includes(kind);
  const words = {
    advertisers: useNames(kind === "campaigns" ? "advertisers" : null),
    campaigns: useNames(has_campaigns ? "campaigns" : null),
    affiliates: useNames(has_affiliates ? "affiliates" : null),
    rule: (rule: unknown, currency: string) =>
      ruleInWords(rule as Rule, currency),
  };
  const more = good.length - EFFECTS_SHOWN;
  return (
    <>
      <Table
        stacks
        caption={BULK.would_make(good.length)}
        rows={good.slice(0, EFFECTS_SHOWN).map(({ index }) => ({
          index,
          effect: effectInWords(kind, items[index] ?? {}, words),
        }))}
        keyOf={({ index }) => String(index)}
        columns={[
          {
            key: "row",
            label: BULK.row,
            cell: ({ index }) => BULK.row_number(sheetRow(index)),
          },
          { key: "would", label: BULK.would, cell: ({ effect }) => effect },
        ]}
      />
      {more > 0 && <p class="quiet">{BULK.more(more)}</p>}
    </>
  );
}
