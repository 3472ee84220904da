import { ApiError } from "../../api/client.ts";

/** The answer that the advertiser's server would get. */
export interface PostbackAnswer {
  status: number;
  text: string;
  /** Null where no conversion came of it. */
  conversion_id: string | null;
}

/** The address that the advertiser's server calls, with the places of its values. */
export function postbackOf(url: string, goal: string): string {
  return `${url}?click_id={click_id}&goal=${encodeURIComponent(goal)}&amount={amount}&order_id={order_id}`;
}

/** Calls the address as the advertiser's server would. */
export async function sendPostback(
  url: string,
  { click_id, goal }: { click_id: string; goal: string },
): Promise<PostbackAnswer> {
  const order_id = `test-${Date.now()}`;
  const query = new URLSearchParams({
    click_id,
    goal,
    order_id,
    amount: "100",
  });
  const { pathname } = new URL(url);
  try {
    const response = await fetch(`${pathname}?${query}`, {
      credentials: "omit",
    });
    const text = await response.text();
    return { status: response.status, text, conversion_id: idIn(text) };
  } catch {
    throw new ApiError(null, null);
  }
}

function idIn(text: string): string | null {
  return /"conversion_id":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? null;
}
