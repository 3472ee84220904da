import { useLocation } from "../state/location.ts";

/** Parts of a page; the chosen one stands in the address. */
export function Tabs<Name extends string>({
  label,
  tabs,
  shown,
}: {
  label: string;
  tabs: readonly { name: Name; label: string }[];
  shown: Name;
}) {
  const { path } = useLocation();
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ name, label: text }) => (
        <a
          key={name}
          href={`${path}?tab=${name}`}
          aria-current={name === shown ? "page" : undefined}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}

/** The tab that the address names, else the first. */
export function useTab<Name extends string>(
  tabs: readonly { name: Name }[],
): Name {
  const asked = useLocation().query.get("tab");
  const found = tabs.find(({ name }) => name === asked) ?? tabs[0];
  if (found === undefined) throw new Error("A page has no tabs");
  return found.name;
}
