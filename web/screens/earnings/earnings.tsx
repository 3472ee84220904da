import { EARNINGS } from "../../messages/earnings.ts";
import { Tabs, useTab } from "../../ui/tabs.tsx";
import { useTitle } from "../../ui/title.ts";
import { Balance } from "./balance.tsx";
import { Details } from "./details.tsx";
import { Entries } from "./entries.tsx";
import { Payments } from "./payments.tsx";

const TABS = [
  { name: "balance", Body: Balance },
  { name: "entries", Body: Entries },
  { name: "payments", Body: Payments },
  { name: "details", Body: Details },
] as const;

/** An affiliate's money: what is owed and when it comes, and where it goes. */
export function EarningsScreen() {
  useTitle(EARNINGS.title);
  const shown = useTab(TABS);
  const Body = TABS.find(({ name }) => name === shown)?.Body ?? Balance;
  return (
    <>
      <h1>{EARNINGS.title}</h1>
      <Tabs
        label={EARNINGS.title}
        shown={shown}
        tabs={TABS.map(({ name }) => ({ name, label: EARNINGS.tabs[name] }))}
      />
      <Body />
    </>
  );
}
