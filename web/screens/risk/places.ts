/** Who stands out, and one affiliate's picture. */
export const RISK_SCREENS = [
  {
    path: "/risk",
    place: { group: "network", name: "risk" },
    roles: ["admin", "manager"],
    load: async () => (await import("./area.ts")).RiskScreen,
  },
  {
    path: "/risk/:id",
    roles: ["admin", "manager"],
    load: async () => (await import("./area.ts")).RiskPictureScreen,
  },
] as const;
