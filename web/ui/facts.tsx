import { say } from "../messages/en.ts";

/** All values of a thing, by the names that the API gives them. */
export function Facts({ of }: { of: object }) {
  return (
    <dl class="facts">
      {Object.entries(of).map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {value === null || value === undefined || value === "" ? (
          say.none
        ) : typeof value === "object" ? (
          <pre>{JSON.stringify(value, null, 2)}</pre>
        ) : (
          <code>{String(value)}</code>
        )}
      </dd>
    </>
  );
}
