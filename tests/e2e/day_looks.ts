import type { BrowserContextOptions } from "playwright-core";
import { serviceForFile } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { IS_LONG } from "../long.ts";

/** How somebody looks at the pages all day, and a tracker of their own. */
export interface DayWorld {
  service: TestService;
  /** In words. */
  look: string;
  options: BrowserContextOptions & {
    viewport: { width: number; height: number };
  };
}

const LOOKS = [
  { theme: "dark", width: 390, timezone: "Asia/Kathmandu" },
  { theme: "light", width: 1280, timezone: "America/New_York" },
] as const;

/** A tracker for each look; the suite has one only. */
export async function dayWorlds(
  settings: Parameters<typeof serviceForFile>[0] = {},
): Promise<DayWorld[]> {
  const looks = IS_LONG ? LOOKS : LOOKS.slice(0, 1);
  return await Promise.all(
    looks.map(async ({ theme, width, timezone }) => ({
      service: await serviceForFile(settings),
      look: `${theme}, ${width} px, ${timezone}`,
      options: {
        colorScheme: theme,
        viewport: { width, height: 900 },
        timezoneId: timezone,
      },
    })),
  );
}
