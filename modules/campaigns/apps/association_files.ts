import type { CampaignConfig, LinkConfig } from "../configuration.ts";

/** Where the apps of campaigns are read. */
interface AppSetup {
  campaigns(): Iterable<CampaignConfig>;
  linksOf(
    campaign_id: number,
  ): readonly Pick<LinkConfig, "slug" | "archived">[];
}

/** Apple reads at most 128 KB of the file; links beyond these need a path of their own. */
const LINKS_MAX = 500;

/** The iOS apps that open links of a host, as Apple's association file names them. */
export function appleAssociation(setup: AppSetup, host: string) {
  const details = appsAt(setup, host).flatMap((campaign) => {
    const { ios, paths } = campaign.app;
    if (ios === null) return [];
    const opened = paths.length > 0 ? paths : pathsOf(setup, campaign);
    return [
      {
        appIDs: [`${ios.team_id}.${ios.bundle_id}`],
        components: opened.map((path) => ({ "/": path })),
      },
    ];
  });
  return { applinks: { details } };
}

/** The Android apps that may open links of a host, as Digital Asset Links names them. */
export function assetLinks(setup: AppSetup, host: string) {
  const of_package = new Map<string, Set<string>>();
  for (const { app } of appsAt(setup, host)) {
    const { android } = app;
    if (android === null || android.sha256_fingerprints.length === 0) continue;
    const known = of_package.get(android.package) ?? new Set();
    of_package.set(android.package, known);
    for (const one of android.sha256_fingerprints) known.add(one);
  }
  return [...of_package].map(([package_name, fingerprints]) => ({
    relation: ["delegate_permission/common.handle_all_urls"],
    target: {
      namespace: "android_app",
      package_name,
      sha256_cert_fingerprints: [...fingerprints],
    },
  }));
}

function appsAt(setup: AppSetup, host: string) {
  const name = host.toLowerCase().replace(/:\d+$/, "");
  return [...setup.campaigns()].flatMap((campaign) => {
    const { app = null, status } = campaign;
    if (app === null || status === "archived") return [];
    const is_shown = app.domains.length === 0 || app.domains.includes(name);
    return is_shown ? [{ ...campaign, app }] : [];
  });
}

function pathsOf(setup: AppSetup, { id }: Pick<CampaignConfig, "id">) {
  const slugs = setup
    .linksOf(id)
    .filter(({ archived }) => !archived)
    .map(({ slug }) => `/c/${slug}`);
  return [...slugs.slice(0, LINKS_MAX), `/c/${id}/*`];
}
