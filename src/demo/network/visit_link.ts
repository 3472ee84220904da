import type { DemoClient } from "../client.ts";
import type { MadeLink } from "./set_up.ts";
import { someVisitor } from "./visitors.ts";
import type { Dice } from "./visitors.ts";

/** A visitor follows a link; returns the click's id that the shop got, null where it got none. */
export async function visitLink(
  { client, dice }: { client: DemoClient; dice: Dice },
  link: MadeLink,
): Promise<string | null> {
  const visitor = someVisitor(dice);
  const sub1 = dice.of(link.affiliate.sources);
  const query = new URLSearchParams({
    sub1,
    click_ref: `${sub1.slice(0, 3)}-${dice.below(1_000_000)}`,
  });
  const answer = await client.visit(`/c/${link.slug}?${query}`, {
    "user-agent": visitor.user_agent,
    "x-forwarded-for": visitor.ip,
    ...(visitor.referrer === "" ? {} : { referer: visitor.referrer }),
  });
  const url = URL.parse(answer.location ?? "");
  return url?.searchParams.get("click_id") ?? null;
}
