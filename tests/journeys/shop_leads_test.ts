// Forms and calendars send leads: those that an affiliate referred count once, all others are ignored.
import { expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf } from "../senders.ts";
import { openShops } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops({
  revenue: { type: "fixed", amount: "2.00" },
  payout: { type: "fixed", amount: "1.00" },
});
const { api, clock, now, send, visitor } = world;

test("a form of Typeform's is a lead of the click in its hidden field, once", async () => {
  const form = (click_id: string | null, token: string) => ({
    event_type: "form_response",
    form_response: {
      ...{ token, submitted_at: now() },
      hidden: click_id === null ? {} : { click_id },
      answers: [{ type: "email", email: "lead@example.com" }],
    },
  });
  const click_id = await visitor();
  const body = form(click_id, "t-1");
  const first = await send("typeform", body);
  expect(outcomeOf(first)).toBe("201 recorded");
  expect(outcomeOf(await send("typeform", body))).toBe("200 duplicate");
  expect(await conversionOf(api, first.body.conversion_id)).toMatchObject({
    ...{ click_id, order_id: "t-1", status: "approved" },
  });
  const other = await send("typeform", form(null, "t-2"));
  expect(outcomeOf(other)).toBe("200 ignored");
  const kept = await readPostback(api, other.body.postback_id);
  expect(JSON.stringify(kept)).not.toContain("lead@example.com");
});

test("a meeting at Calendly counts until it is canceled, and moving it changes nothing", async () => {
  const click_id = await visitor();
  const meeting = (event: string, change: Record<string, unknown> = {}) => ({
    ...{ event, created_at: now() },
    payload: {
      uri: "https://api.calendly.com/scheduled_events/E1/invitees/I1",
      ...{ email: "lead@example.com", rescheduled: false, old_invitee: null },
      ...{ tracking: { utm_content: click_id }, ...change },
    },
  });
  const first = await send("calendly", meeting("invitee.created"));
  expect(outcomeOf(first)).toBe("201 recorded");
  clock.advance(1_000);
  const moved = [
    meeting("invitee.canceled", { rescheduled: true }),
    meeting("invitee.created", {
      uri: "https://api.calendly.com/scheduled_events/E2/invitees/I2",
      old_invitee: "https://api.calendly.com/scheduled_events/E1/invitees/I1",
    }),
  ];
  for (const body of moved) {
    expect(outcomeOf(await send("calendly", body))).toBe("200 ignored");
  }
  const canceled = await send("calendly", meeting("invitee.canceled"));
  expect(outcomeOf(canceled)).toBe("200 updated");
  expect(await conversionOf(api, first.body.conversion_id)).toMatchObject({
    ...{ status: "reversed", reason: "canceled" },
  });
});

test("a form of Jotform's is a lead of the click in its hidden field, once", async () => {
  const click_id = await visitor();
  const body = {
    ...{ formID: "2412", submissionID: "6041234567890123458" },
    rawRequest: JSON.stringify({ q5_clickId: click_id, q3_name: "Jane" }),
  };
  const first = await send("jotform", body);
  expect(outcomeOf(first)).toBe("201 recorded");
  expect(outcomeOf(await send("jotform", body))).toBe("200 duplicate");
  expect(await conversionOf(api, first.body.conversion_id)).toMatchObject({
    ...{ click_id, order_id: "6041234567890123458", status: "approved" },
  });
});
