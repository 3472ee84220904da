import { say } from "../messages/en.ts";
import { localTime, withLocalTimes } from "../state/local_time.ts";
import { groupDigits, moneyText, percentText } from "./number_text.ts";

export { groupDigits, localTime, withLocalTimes };

/** An amount of money with its currency. */
export function Money({
  amount,
  currency,
}: {
  amount: string | null | undefined;
  currency: string;
}) {
  if (amount === null || amount === undefined) return <>{say.none}</>;
  return (
    <span class="number">
      {moneyText(amount)} <span class="quiet">{currency}</span>
    </span>
  );
}

export function Count({ value }: { value: number | null | undefined }) {
  if (value === null || value === undefined) return <>{say.none}</>;
  return <span class="number">{groupDigits(String(value))}</span>;
}

/** A ratio as percent, with what it is made of on hover. */
export function Ratio({
  value,
  of,
}: {
  value: number | null | undefined;
  of?: string;
}) {
  if (value === null || value === undefined) return <>{say.none}</>;
  return (
    <span class="number" title={of}>
      {percentText(value)}
    </span>
  );
}

/** A time in the chosen zone, with UTC on hover. */
export function Time({
  at,
  timezone,
  style = "minute",
}: {
  at: string | null | undefined;
  timezone: string;
  style?: "day" | "minute" | "second";
}) {
  if (at === null || at === undefined) return <>{say.none}</>;
  const date = new Date(at);
  const utc = date.toISOString().replace("T", " ").slice(0, 19);
  return (
    <time class="number" dateTime={at} title={say.utc(utc)}>
      {localTime(date, timezone, style)}
    </time>
  );
}
