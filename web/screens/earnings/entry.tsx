import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import type { NameOf } from "../own/names.ts";
import { kindInWords } from "../own/settled_columns.tsx";
import { Shown, usePartyId } from "../own/shown.tsx";
import { amountOf } from "./entry_amount.ts";

type Entry = Schema<"AffiliateEntryWithHistory">;
type Change = Entry["history"][number];

/** The entry that the address opens: where its money stands, and what happened to its conversion. */
export function OpenEntry({ nameOf }: { nameOf: NameOf }) {
  return (
    <OpenedDrawer name="entry" title={EARNINGS.entry}>
      {(id) => <EntryOf entry_id={id} nameOf={nameOf} />}
    </OpenedDrawer>
  );
}

function EntryOf({ entry_id, nameOf }: { entry_id: string; nameOf: NameOf }) {
  const id = usePartyId();
  const timezone = useTimezone();
  const path = { id, entry_id };
  const asked = useAsked(entry_id, (signal) =>
    ok(
      api.GET("/api/v1/affiliates/{id}/entries/{entry_id}", {
        params: { path },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked} lines={6}>
      {(entry) => (
        <>
          <Standing entry={entry} nameOf={nameOf} />
          {entry.history.length > 0 && (
            <Table
              caption={EARNINGS.history}
              rows={entry.history}
              keyOf={({ version }) => String(version)}
              stacks
              columns={historyColumns(timezone, entry.currency)}
            />
          )}
          <div>
            <CopyButton
              label={say.copy_as_curl}
              text={() =>
                curlOf(`/api/v1/affiliates/${id}/entries/${entry_id}`)
              }
            />
          </div>
        </>
      )}
    </Shown>
  );
}

function Standing({ entry, nameOf }: { entry: Entry; nameOf: NameOf }) {
  const timezone = useTimezone();
  const { kind, campaign_id, figure, conversion_id, payment_id } = entry;
  return (
    <dl class="facts">
      <dt>{EARNINGS.amount}</dt>
      <dd>
        <strong>
          <Money amount={amountOf(entry)} currency={entry.currency} />
        </strong>
      </dd>
      <dt>{EARNINGS.kind}</dt>
      <dd>{kindInWords(kind)}</dd>
      <dt>{EARNINGS.campaign}</dt>
      <dd>{nameOf(campaign_id)}</dd>
      <dt>{EARNINGS.booked}</dt>
      <dd>
        <Time at={entry.booked_at} timezone={timezone} style="second" />
      </dd>
      <dt>{EARNINGS.figure}</dt>
      <dd>{figure === null ? say.none : EARNINGS.figures[figure]}</dd>
      <dt>{EARNINGS.payable_from}</dt>
      <dd>
        <Time at={entry.payable_from} timezone={timezone} />
      </dd>
      {entry.reason !== null && (
        <>
          <dt>{EARNINGS.reason}</dt>
          <dd>{entry.reason}</dd>
        </>
      )}
      {payment_id !== null && (
        <>
          <dt>{EARNINGS.payment}</dt>
          <dd>
            <a href={`/app/my/payments/${payment_id}`}>{EARNINGS.to_payment}</a>
          </dd>
        </>
      )}
      {conversion_id !== null && (
        <>
          <dt>{EARNINGS.conversion}</dt>
          <dd>
            <a href={`/app/story?q=${conversion_id}`}>{EARNINGS.to_story}</a>
          </dd>
        </>
      )}
    </dl>
  );
}

function historyColumns(timezone: string, currency: string): Column<Change>[] {
  return [
    {
      key: "changed_at",
      label: EARNINGS.changed,
      cell: ({ changed_at }) => <Time at={changed_at} timezone={timezone} />,
    },
    {
      key: "kind",
      label: EARNINGS.kind,
      cell: ({ kind }) => kindInWords(kind),
    },
    { key: "status", label: EARNINGS.state, cell: ({ status }) => status },
    { key: "reason", label: EARNINGS.reason, cell: ({ reason }) => reason },
    {
      key: "payout",
      label: EARNINGS.payout,
      align: "right",
      cell: ({ payout }) => <Money amount={payout} currency={currency} />,
    },
  ];
}
