// Each screen of each role is shown on a filled network whose names are markup: nothing of it is an
// element, nothing is asked for that the role may not see, and the screen is for everybody.
import { beforeAll, describe, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import { longTest } from "../long.ts";
import { RoleWorld } from "../role_world.ts";
import { Browsers, CHROMIUM } from "./browser.ts";
import {
  LOOKS,
  MARKUP,
  nameByMarkup,
  openAs,
  walkScreens,
  watchScreens,
} from "./screen_walk.ts";
import type { WalkedWorld } from "./screen_walk.ts";
import { ROLES, SCREENS, showScreen } from "./screen_places.ts";

/** Run in the page: one of each fault. */
const FAULTY = `(async () => {
  console.error("seen");
  await fetch("/api/v1/users");
  const image = document.createElement("img");
  image.setAttribute("onerror", "");
  image.src = "https://elsewhere.example/x.png";
  const figure = document.createElement("span");
  figure.className = "number";
  figure.textContent = "1\\u202f234.56 USD";
  const refused = new Promise((resolve) =>
    addEventListener("securitypolicyviolation", resolve, { once: true }));
  document.querySelector("main").append(image, figure);
  await refused;
})()`;

const service = await serviceForFile();
const browsers = new Browsers(service.url);

describe.skipIf(CHROMIUM === undefined)("every screen", () => {
  let of: WalkedWorld;
  beforeAll(async () => {
    const world = await ListWorld.open(service);
    const roles = await RoleWorld.open(world);
    await nameByMarkup(world, roles);
    of = { browsers, world, roles };
  }, 300_000);

  const [first, ...others] = LOOKS;

  test.each(ROLES)(
    "as %s",
    async (role) => {
      if (first === undefined) return;
      // Screens that several roles have are walked by the last of them, who sees least.
      const found = await walkScreens(
        role,
        first,
        of,
        ({ roles }) => roles.at(-1) === role,
      );
      expect(found).toEqual([]);
    },
    300_000,
  );

  for (const role of ROLES) {
    for (const look of others) {
      const { theme, width, timezone } = look;
      longTest(
        `as ${role}, ${theme}, ${width} px, ${timezone}`,
        async () => {
          expect(await walkScreens(role, look, of)).toEqual([]);
        },
        600_000,
      );
    }
  }

  test("is walked by who notices what it must not do", async () => {
    const watched = await openAs("affiliate", LOOKS[0]!, of);
    const { page } = watched;
    const faultsOf = watchScreens(watched);
    await showScreen(page, "/offers");
    expect(await faultsOf("/offers")).toEqual([]);
    await page.evaluate(FAULTY);
    const faults = (await faultsOf("/offers")).join("\n");
    for (const fault of [
      "policy: script-src-attr",
      "request: https://elsewhere.example/x.png",
      "console: seen",
      "markup became an element",
      "no answer has 1234.56 USD",
      "404 /api/v1/users",
      "image-alt",
    ]) {
      expect(faults).toContain(fault);
    }
    await page.context().close();
  }, 180_000);

  test("markup is shown as it came", async () => {
    const { page } = await openAs("admin", LOOKS[0]!, of);
    await showScreen(page, "/clicks");
    const table = await page.getByRole("table").innerText();
    expect(table).toContain(MARKUP);
    await page.context().close();
  });

  test("markup in a file and in its name is shown as it came", async () => {
    const { api, scheduler } = service;
    const upload = {
      advertiser_id: of.roles.owners.advertiser,
      file: `order_id,status\n"${MARKUP.replaceAll('"', '""')}",approved\n`,
      file_name: `${MARKUP}.csv`,
    };
    const { id } = await api.call("POST", "/imports", upload);
    const at = `/imports/${String(id)}`;
    while ((await api.call("GET", at)).status !== "review") {
      await scheduler.runOnce();
    }
    const watched = await openAs("admin", LOOKS[0]!, of);
    const { page } = watched;
    const faultsOf = watchScreens(watched);
    await showScreen(page, at);
    await page.getByRole("cell", { name: MARKUP }).first().waitFor();
    await page.getByText(`${MARKUP}.csv`).first().waitFor();
    expect(await faultsOf(at)).toEqual([]);
    await page.context().close();
  }, 180_000);

  test("are stated once each", () => {
    const paths = SCREENS.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });
});
