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
} from "./screen_walk.ts";
import type { WalkedWorld } from "./screen_walk.ts";
import { ROLES, SCREENS, showScreen } from "./screen_places.ts";

const service = await serviceForFile();
const browsers = new Browsers(service.url);

describe.skipIf(CHROMIUM === undefined)("every screen", () => {
  let of: WalkedWorld;
  beforeAll(async () => {
    const world = await ListWorld.open(service);
    const roles = await RoleWorld.open(world);
    await nameByMarkup(world, roles);
    of = { browsers, world, roles };
  });

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
    120_000,
  );

  for (const role of ROLES) {
    for (const look of others) {
      const { theme, width, timezone } = look;
      longTest(
        `as ${role}, ${theme}, ${width} px, ${timezone}`,
        async () => {
          expect(await walkScreens(role, look, of)).toEqual([]);
        },
        300_000,
      );
    }
  }

  test("markup is shown as it came", async () => {
    const { page } = await openAs("admin", LOOKS[0]!, of);
    await showScreen(page, "/clicks");
    const table = await page.getByRole("table").innerText();
    expect(table).toContain(MARKUP);
    await page.context().close();
  });

  test("are stated once each", () => {
    const paths = SCREENS.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });
});
