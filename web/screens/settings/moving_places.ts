/** The domains that lead here, and the old links that lead nowhere. */
export const MOVING_SCREENS = [
  {
    path: "/settings/domains",
    roles: ["admin", "manager"],
    load: async () => (await import("./area.ts")).DomainsScreen,
  },
  {
    path: "/settings/old-links",
    roles: ["admin", "manager"],
    load: async () => (await import("./area.ts")).OldLinksScreen,
  },
] as const;
