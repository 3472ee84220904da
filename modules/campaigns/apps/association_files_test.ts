import { expect, test } from "bun:test";
import type { CampaignConfig } from "../configuration.ts";
import { appleAssociation, assetLinks } from "./association_files.ts";

const ios = { team_id: "ABCDE12345", bundle_id: "com.northwind" };
const campaign = (id: number, app: object | null, status = "active") =>
  ({
    id,
    status,
    app: app && { ios: null, android: null, domains: [], paths: [], ...app },
  }) as CampaignConfig;
const setupOf = (...all: CampaignConfig[]) => ({
  campaigns: () => all,
  linksOf: (id: number) => [
    { slug: `a${id}`, archived: false },
    { slug: `b${id}`, archived: true },
  ],
});

test("appleAssociation() has the links of the campaigns of a host, not archived ones", () => {
  const setup = setupOf(
    campaign(1, { ios }),
    campaign(2, { ios, domains: ["go.example"], paths: ["/c/*"] }),
    campaign(3, { ios }, "archived"),
    campaign(4, null),
  );
  const own = {
    appIDs: ["ABCDE12345.com.northwind"],
    components: [{ "/": "/c/a1" }, { "/": "/c/1/*" }],
  };
  expect(appleAssociation(setup, "t.example")).toEqual({
    applinks: { details: [own] },
  });
  const { details } = appleAssociation(setup, "GO.example:8443").applinks;
  expect(details[1]?.components).toEqual([{ "/": "/c/*" }]);
});

test("assetLinks() joins the certificates of a package, and leaves out what has none", () => {
  const android = (sha256_fingerprints: string[]) => ({
    android: { package: "a.b", sha256_fingerprints },
  });
  const setup = setupOf(
    campaign(1, android(["AA", "BB"])),
    campaign(2, android(["BB", "CC"])),
    campaign(3, { android: { package: "c.d", sha256_fingerprints: [] } }),
  );
  const links = assetLinks(setup, "t.example");
  expect(links.map(({ target }) => target)).toEqual([
    {
      namespace: "android_app",
      package_name: "a.b",
      sha256_cert_fingerprints: ["AA", "BB", "CC"],
    },
  ]);
});
