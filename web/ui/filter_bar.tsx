import type { ComponentChildren } from "preact";
import { say } from "../messages/en.ts";
import { go, useLocation, withQuery } from "../state/location.ts";
import { Field, Select } from "./field.tsx";

/** A parameter that a list is narrowed by. */
export interface Filter {
  name: string;
  label: string;
  /** Values to choose from; without them, any text. */
  options?: readonly string[];
  /** Labels of the options; without them they stand for themselves. */
  words?: Readonly<Record<string, string>>;
  type?: "search" | "date";
  /** A field of its own, where a choice of many is sought. */
  field?: FilterField;
}

/** A control that a filter has instead of a text or a few choices. */
export type FilterField = (field: {
  label: string;
  value: string;
  onValue(value: string): void;
}) => ComponentChildren;

/** Narrows a list; what is chosen stands in the address. */
export function FilterBar({ filters }: { filters: readonly Filter[] }) {
  const location = useLocation();
  const change = (name: string) => (value: string) =>
    go(withQuery(location, { [name]: value }), { replace: true });
  return (
    <section class="panel controls filters" aria-label={say.filters}>
      {filters.map((filter) => (
        <FilterControl
          key={filter.name}
          filter={filter}
          value={location.query.get(filter.name) ?? ""}
          onValue={change(filter.name)}
        />
      ))}
    </section>
  );
}

function FilterControl({
  filter: { label, options, words = {}, type = "search", field },
  ...given
}: {
  filter: Filter;
  value: string;
  onValue(value: string): void;
}) {
  if (field !== undefined) return <>{field({ label, ...given })}</>;
  if (options === undefined) return <Field {...{ label, type }} {...given} />;
  const choices = options.map((one) => ({
    value: one,
    label: words[one] ?? one,
  }));
  return (
    <Select
      label={label}
      options={[{ value: "", label: say.all }, ...choices]}
      {...given}
    />
  );
}

/** The values of some filters in the address. */
export function useFilters(filters: readonly Filter[]): Record<string, string> {
  const { query } = useLocation();
  return Object.fromEntries(
    filters.flatMap(({ name }) => {
      const value = query.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
}
