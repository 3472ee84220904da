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
}

/** Narrows a list; what is chosen stands in the address. */
export function FilterBar({ filters }: { filters: readonly Filter[] }) {
  const location = useLocation();
  const change = (name: string) => (value: string) =>
    go(withQuery(location, { [name]: value }), { replace: true });
  return (
    <section class="panel controls filters" aria-label={say.filters}>
      {filters.map(({ name, label, options, words = {}, type = "search" }) => {
        const value = location.query.get(name) ?? "";
        return options === undefined ? (
          <Field
            key={name}
            label={label}
            type={type}
            value={value}
            onValue={change(name)}
          />
        ) : (
          <Select
            key={name}
            label={label}
            value={value}
            onValue={change(name)}
            options={[
              { value: "", label: say.all },
              ...options.map((one) => ({
                value: one,
                label: words[one] ?? one,
              })),
            ]}
          />
        );
      })}
    </section>
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
