/** The comparison with an old tracker. */
export const SHADOW_SCREENS = [
  {
    path: "/shadow",
    place: { group: "network", name: "shadow" },
    roles: ["admin", "manager"],
    load: async () => (await import("./area.ts")).ShadowScreen,
  },
] as const;
