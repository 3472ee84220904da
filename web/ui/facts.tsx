import { say } from "../messages/en.ts";
import { useTimezone } from "../state/session.tsx";
import { Time } from "./figures.tsx";

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*Z$/;

/** All values of a thing, by the names that the API gives them; those that are empty come last. */
export function Facts({ of }: { of: object }) {
  const all = Object.entries(of).filter(([, value]) => value !== undefined);
  const empty = all.flatMap(([name, value]) =>
    isEmpty(value) ? [inWords(name)] : [],
  );
  return (
    <dl class="facts">
      {all.map(
        ([name, value]) =>
          !isEmpty(value) && <Fact key={name} name={name} value={value} />,
      )}
      {empty.length > 0 && (
        <>
          <dt>{say.empty}</dt>
          <dd class="quiet">{empty.join(", ")}</dd>
        </>
      )}
    </dl>
  );
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function inWords(name: string): string {
  return name.replaceAll("_", " ");
}

function Fact({ name, value }: { name: string; value: unknown }) {
  const timezone = useTimezone();
  return (
    <>
      <dt>{inWords(name)}</dt>
      <dd>
        {isWords(value) ? (
          <code>{value.join(", ")}</code>
        ) : typeof value === "object" ? (
          <pre>{JSON.stringify(value, null, 2)}</pre>
        ) : ISO_TIME.test(String(value)) ? (
          <Time at={String(value)} timezone={timezone} style="second" />
        ) : (
          <code>{String(value)}</code>
        )}
      </dd>
    </>
  );
}

function isWords(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.every((one) => typeof one !== "object");
}
