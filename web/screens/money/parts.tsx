import type { ComponentChildren } from "preact";
import { api, ok } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import { useLocation } from "../../state/location.ts";
import { trackerNow } from "../../state/tracker_clock.ts";
import { CopyButton } from "../../ui/button.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";

const TABS = [
  { name: "balances", path: "/app/money" },
  { name: "runs", path: "/app/money/runs" },
  { name: "payments", path: "/app/money/payments" },
  { name: "invoices", path: "/app/money/invoices" },
  { name: "ledger", path: "/app/money/ledger" },
  { name: "adjustments", path: "/app/money/adjustments" },
  { name: "rates", path: "/app/money/rates" },
  { name: "periods", path: "/app/money/periods" },
] as const;

type MoneyTab = (typeof TABS)[number]["name"];

/** The head of a screen about money, with the way to the others. */
export function MoneyPage({
  tab,
  title,
  curl,
  actions,
  children,
}: {
  tab: MoneyTab;
  /** Of a thing below the tab. */
  title?: string;
  /** Where the API has what is shown. */
  curl?: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { path } = useLocation();
  const heading = title ?? MONEY.tabs[tab];
  useTitle(heading);
  return (
    <>
      <nav class="tabs no-print" aria-label={MONEY.places}>
        {TABS.map(({ name, path: href }) => (
          <a
            key={name}
            href={href}
            aria-current={
              name !== tab ? undefined : path === href ? "page" : "true"
            }
          >
            {MONEY.tabs[name]}
          </a>
        ))}
      </nav>
      <div class="screen-head no-print">
        <h1>{heading}</h1>
        <div class="row">
          {actions}
          {curl !== undefined && (
            <CopyButton label={say.copy_as_curl} text={() => curlOf(curl)} />
          )}
        </div>
      </div>
      {children}
    </>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  draft: "note",
  closed: "warn",
  open: "warn",
  paid: "good",
  failed: "bad",
};

/** The state of a payment or an invoice. */
export function MoneyState({ state }: { state: string }) {
  const tone = TONES[state];
  const words: Readonly<Record<string, string>> = MONEY.states;
  return <Badge {...(tone && { tone })}>{words[state] ?? state}</Badge>;
}

/** How money is sent, in words. */
export function methodInWords(method: string | null): string {
  const words: Readonly<Record<string, string>> = MONEY.methods;
  return method === null ? say.none : (words[method] ?? method);
}

/** A list narrowed to one of the currencies in which anything is booked. */
export function useCurrencyFilter(): Filter {
  const options = useCurrencies();
  return { name: "currency", label: MONEY.currency, options };
}

/** The currencies in which anything is booked. */
export function useCurrencies(): readonly string[] {
  const { data } = useAsked("currencies", (signal) =>
    ok(api.GET("/api/v1/ledger/accounts", { signal })),
  );
  return data?.data.map(({ currency }) => currency) ?? [];
}

/** Options of a choice of a currency. */
export function currencyOptions(currencies: readonly string[], all = false) {
  const first = all ? [{ value: "", label: say.all }] : [];
  return [...first, ...currencies.map((one) => ({ value: one, label: one }))];
}

/** A day in a zone, as fields of dates have it. */
export function dayIn(timezone: string, ahead_days = 0): string {
  const DAY_MS = 86_400_000;
  return new Date(
    trackerNow().getTime() + ahead_days * DAY_MS,
  ).toLocaleDateString("sv-SE", { timeZone: timezone });
}
