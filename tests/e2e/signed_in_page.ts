import { signedIn } from "../people.ts";
import type { Person } from "../people.ts";
import type { ApiClient } from "../api_client.ts";
import type { Browsers, WatchedPage } from "./browser.ts";

/** Opens the pages as a new user of a role, who also asks the API. */
export async function openSignedIn(
  browsers: Browsers,
  api: ApiClient,
  user: { role: string; party?: Record<string, unknown> },
  options: Parameters<Browsers["open"]>[0] = {},
): Promise<WatchedPage & { person: Person }> {
  const person = await signedIn(api, user.role, user.party);
  const watched = await browsers.open(options);
  const [name = "", value = ""] = person.cookie.split("=", 2);
  const { url } = api;
  await watched.page.context().addCookies([{ name, value, url }]);
  return { ...watched, person };
}
