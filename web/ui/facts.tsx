import { say } from "../messages/en.ts";
import { useTimezone } from "../state/session.tsx";
import { Time } from "./figures.tsx";

/** All values of a thing, by the names that the API gives them; those without one are named last. */
export function Facts({ of }: { of: object }) {
  const all = Object.entries(of);
  const empty = all.filter(([, value]) => isNothing(value));
  return (
    <dl class="facts">
      {all
        .filter(([, value]) => !isNothing(value))
        .map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      {empty.length > 0 && (
        <>
          <dt>{say.no_value}</dt>
          <dd class="quiet">
            {empty.map(([name]) => inWords(name)).join(", ")}
          </dd>
        </>
      )}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: unknown }) {
  const timezone = useTimezone();
  const is_list = Array.isArray(value) && value.every(isPlain);
  return (
    <>
      <dt title={name}>{inWords(name)}</dt>
      <dd>
        {typeof value === "string" && TIME.test(value) ? (
          <Time at={value} timezone={timezone} style="second" />
        ) : isPlain(value) || is_list ? (
          <code>{is_list ? value.join(", ") : String(value)}</code>
        ) : (
          <pre>{JSON.stringify(value, null, 2)}</pre>
        )}
      </dd>
    </>
  );
}

/** Names that are letters said one by one. */
const SHORT = /^(asn|id|ip|os|url)$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function isPlain(value: unknown): boolean {
  return typeof value !== "object";
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** A name of the API as it is read: `order_id` is "Order id". */
function inWords(name: string): string {
  if (SHORT.test(name)) return name.toUpperCase();
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
}
