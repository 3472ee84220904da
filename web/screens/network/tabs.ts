import { NET } from "../../messages/network.ts";
import { useMe } from "../../state/session.tsx";

/** A tab's name. */
export type TabName = keyof typeof NET.tabs;

/** Tabs whose requests only an admin may make. */
const OF_ADMIN: readonly TabName[] = ["people", "audit"];

/** The tabs of a page that who is signed in has. */
export function useTabs<Name extends TabName>(
  names: readonly Name[],
): { name: Name; label: string }[] {
  const { role } = useMe();
  return names
    .filter((name) => role === "admin" || !OF_ADMIN.includes(name))
    .map((name) => ({ name, label: NET.tabs[name] }));
}
