import { expect, test } from "bun:test";
import { clickColumnsOf } from "./click_columns.ts";
import { readDeliveryUrl } from "./delivery_macros.ts";

test.each<[string, readonly string[]]>([
  ["{click_id}-{payout}-{order_id}-{adv1}-{goal}", []],
  ["{click_ref}", ["click_ref", "flags"]],
  ["{sub10}-{sub1}-{sub1}", ["sub1", "sub10", "flags"]],
  ["{param:gclid}-{sub2}", ["sub2", "params", "flags"]],
  ["{gaid}-{idfa}", ["params", "flags"]],
  ["{user_agent}-{ip}", ["flags", "ip", "user_agent"]],
  ["{city}", ["flags"]],
])("%s reads %p of the click", (text, columns) => {
  const template = readDeliveryUrl(`https://p.example/pb?v=${text}`);
  expect(clickColumnsOf([null, template])).toEqual(columns);
});
