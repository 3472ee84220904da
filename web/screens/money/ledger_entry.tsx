import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { trackerNow } from "../../state/tracker_clock.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Money, Time } from "../../ui/figures.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import { kindInWords } from "../own/settled_columns.tsx";
import type { NameOf } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { asSpoken } from "./account_sides.ts";
import { ClickDaysOf } from "./click_days.tsx";
import { isOnHold } from "./entry_hold.ts";
import { ReleaseHold } from "./release_hold.tsx";

type Entry = Schema<"LedgerEntryWithOrigins">;
interface Parties {
  affiliates: NameOf;
  advertisers: NameOf;
}

/** A link that opens an entry beside the list. */
export function EntryLink({
  id,
  children,
}: {
  id: string;
  children: ComponentChildren;
}) {
  const location = useLocation();
  return <a href={withQuery(location, { entry: id })}>{children}</a>;
}

/** The entry that the address opens, with all that belongs to it. */
export function OpenEntry({ parties }: { parties: Parties }) {
  return (
    <OpenedDrawer name="entry" title={MONEY.entry}>
      {(id) => <EntryOf id={id} parties={parties} />}
    </OpenedDrawer>
  );
}

function EntryOf({ id, parties }: { id: string; parties: Parties }) {
  const [turn, setTurn] = useState(0);
  const asked = useAsked(`${id} ${turn}`, (signal) =>
    ok(
      api.GET("/api/v1/ledger/transactions/{id}", {
        params: { path: { id } },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked} lines={8}>
      {(entry) => (
        <>
          <About entry={entry} parties={parties} />
          {isOnHold(entry, trackerNow().getTime()) || turn > 0 ? (
            <ReleaseHold
              id={id}
              until={entry.payable_from}
              onReleased={() => setTurn(turn + 1)}
            />
          ) : null}
          <Accounts entry={entry} />
          <Origins entry={entry} />
          {entry.kind === "clicks" && <ClickDaysOf entry={entry} />}
          <details>
            <summary>{MONEY.all_fields}</summary>
            <Facts of={entry} />
          </details>
          <div>
            <CopyButton
              label={say.copy_as_curl}
              text={() => curlOf(`/api/v1/ledger/transactions/${id}`)}
            />
          </div>
        </>
      )}
    </Shown>
  );
}

/** Its purpose, its parties, and when its money is payable. */
function About({ entry, parties }: { entry: Entry; parties: Parties }) {
  const timezone = useTimezone();
  const { affiliate_id, advertiser_id, payable_from, released_at } = entry;
  return (
    <dl class="facts">
      <dt>{MONEY.kind}</dt>
      <dd>{kindInWords(entry.kind)}</dd>
      <dt>{MONEY.booked}</dt>
      <dd>
        <Time at={entry.booked_at} timezone={timezone} style="second" />
      </dd>
      {affiliate_id !== null && (
        <>
          <dt>{MONEY.affiliate}</dt>
          <dd>
            <a href={`/app/affiliates/${affiliate_id}`}>
              {parties.affiliates(affiliate_id)}
            </a>
          </dd>
        </>
      )}
      {advertiser_id !== null && (
        <>
          <dt>{MONEY.advertiser}</dt>
          <dd>
            <a href={`/app/advertisers/${advertiser_id}`}>
              {parties.advertisers(advertiser_id)}
            </a>
          </dd>
        </>
      )}
      <dt>{MONEY.payable_from}</dt>
      <dd>
        <Time at={payable_from} timezone={timezone} />
        {released_at !== null && (
          <>
            {" "}
            · {MONEY.was_released} <Time at={released_at} timezone={timezone} />
          </>
        )}
      </dd>
      <dt>{MONEY.reason}</dt>
      <dd>{entry.reason ?? say.none}</dd>
    </dl>
  );
}

/** The accounts that it changes; they add up to nothing. */
function Accounts({ entry }: { entry: Entry }) {
  const { currency } = entry;
  const names = Object.keys(MONEY.accounts) as (keyof typeof MONEY.accounts)[];
  return (
    <>
      <h3>{MONEY.accounts_changed}</h3>
      <dl class="facts">
        {names
          .filter((name) => /[1-9]/.test(entry[name]))
          .map((name) => (
            <div key={name} class="facts-pair">
              <dt>{MONEY.accounts[name]}</dt>
              <dd>
                <Money
                  amount={asSpoken(name, entry[name])}
                  currency={currency}
                />
              </dd>
            </div>
          ))}
      </dl>
    </>
  );
}

/** The ways to what it comes from, and to what came of it. */
function Origins({ entry }: { entry: Entry }) {
  const { conversion_id, payment_id, origin_id } = entry;
  const { corrected_by, postback_ids } = entry;
  return (
    <ul class="stack-close">
      {conversion_id !== null && (
        <li>
          <a href={`/app/story?q=${conversion_id}`}>{MONEY.its_story}</a>
        </li>
      )}
      {payment_id !== null && (
        <li>
          <a href={`/app/money/payments/${payment_id}`}>{MONEY.its_payment}</a>
        </li>
      )}
      {postback_ids.map((id) => (
        <li key={id}>
          <a href={`/app/postbacks/${id}`}>{MONEY.its_postback}</a>
        </li>
      ))}
      {origin_id !== null && (
        <li>
          <EntryLink id={origin_id}>{MONEY.its_origin}</EntryLink>
        </li>
      )}
      {corrected_by.map((id) => (
        <li key={id}>
          <EntryLink id={id}>{MONEY.its_correction}</EntryLink>
        </li>
      ))}
    </ul>
  );
}
