import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { SYSTEM } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useEvery } from "../../state/use_every.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Count, groupDigits, Time } from "../../ui/figures.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Act } from "./act.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

const ASKED_EVERY_MS = 15_000;
const MIB = 2 ** 20;

/** Whether the tracker works as it should, and whether its books add up. */
export function HealthScreen() {
  const timezone = useTimezone();
  const { data, error, reload } = useAsked("ready", (signal) =>
    ok(api.GET("/readyz", { signal })),
  );
  useEvery(ASKED_EVERY_MS, reload);
  return (
    <SettingsFrame
      name="health"
      actions={<Button onClick={reload}>{say.reload}</Button>}
    >
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={6} />
      ) : (
        <>
          {data.ready && data.degraded.length === 0 ? (
            <Notice tone="good">{SYSTEM.healthy}</Notice>
          ) : (
            <Notice tone={data.ready ? "warn" : "bad"}>
              {data.ready ? SYSTEM.degraded : SYSTEM.not_ready}{" "}
              {data.degraded.join(", ")}
            </Notice>
          )}
          {data.problems.length > 0 && (
            <ul>
              {data.problems.map(({ code, since, detail }) => (
                <li key={code}>
                  {detail} ({SYSTEM.since}{" "}
                  <Time at={since} timezone={timezone} />)
                </li>
              ))}
            </ul>
          )}
          <dl class="tiles">
            <Tile label={SYSTEM.database}>{data.database}</Tile>
            <Tile label={SYSTEM.journal} hint={SYSTEM.journal_hint}>
              {sizeOf(data.journal.bytes)} {SYSTEM.of}{" "}
              {sizeOf(data.journal.bytes_max)}
            </Tile>
            <Tile label={SYSTEM.lag}>
              {sizeOf(data.journal.drain_lag_bytes)}
            </Tile>
            <Tile label={SYSTEM.set_aside}>
              <Count value={data.journal.set_aside} />
            </Tile>
            <Tile label={SYSTEM.not_stored}>
              <Count value={data.journal.clicks_not_stored} />
            </Tile>
            <Tile label={SYSTEM.queued}>
              <Count value={data.journal.postbacks_queued} />
            </Tile>
            <Tile label={SYSTEM.limited}>
              <Count value={data.postbacks.limited} />
            </Tile>
            <Tile label={SYSTEM.untrusted}>
              <Count value={data.proxies.untrusted} />
            </Tile>
          </dl>
        </>
      )}
      <Ledger />
      <p>
        <a href="/metrics">{SYSTEM.metrics}</a>
      </p>
    </SettingsFrame>
  );
}

function Tile({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: ComponentChildren;
}) {
  return (
    <div class="panel tile" title={hint}>
      <dt>{label}</dt>
      <dd class="figure">{children}</dd>
    </div>
  );
}

function sizeOf(bytes: number): string {
  return `${(bytes / MIB).toFixed(bytes < 10 * MIB ? 1 : 0)} MiB`;
}

function Ledger() {
  const [check, setCheck] = useState<Schema<"LedgerCheck"> | null>(null);
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <h2>{SYSTEM.ledger}</h2>
        <Act
          label={SYSTEM.ledger_check}
          of={SYSTEM.ledger}
          act={async () => setCheck(await ok(api.GET("/api/v1/ledger/verify")))}
        />
      </div>
      {check !== null &&
        (check.ok ? (
          <Notice tone="good">
            {SYSTEM.ledger_ok(groupDigits(String(check.entries)))}
          </Notice>
        ) : (
          <Notice tone="bad" title={SYSTEM.ledger_bad}>
            <Facts of={check.difference ?? check} />
          </Notice>
        ))}
    </section>
  );
}
