/** Preset of a source whose sender is a tool that needs no programmer. */
export const AUTOMATION = "automation";

/** Steps of a person in a tool, or fields of a shop. */
export interface SheetSteps {
  title: string;
  lines: string[];
}

/** The parts of a sheet that are another for a tool such as Zapier. */
interface AutomationParts {
  proof: { require: string; how: string };
  examples: { get: string; curl: string };
  steps: SheetSteps[];
}

/** The parts for tools that send for a shop: what goes into the address, the headers and the body of their step. */
export function automationParts({
  url,
  require,
  amount,
  currency,
}: {
  url: string;
  require: string;
  amount: string;
  currency: string;
}): AutomationParts {
  const body = JSON.stringify({
    ...{ click_id: "CLICK_ID", order_id: "1001" },
    ...{ amount, currency, status: "approved" },
  });
  return {
    proof: {
      require,
      how: "The key in this address is the proof: it belongs into the tool's step, never into a page or a link.",
    },
    examples: {
      get: url,
      curl: `curl -sS '${url}' -H 'content-type: application/json' -d '${body}'`,
    },
    steps: [...toolsAt(url), ...SHOPS],
  };
}

function toolsAt(url: string): SheetSteps[] {
  return [
    {
      title: "Zapier",
      lines: [
        "Trigger: the shop's event, such as its new or paid order.",
        "Filter: only continue if the field with the click id exists. Most orders have none, and need no task.",
        `Action: Webhooks by Zapier, POST. URL: ${url}. Payload type: json. Data: one line for each parameter below, with the shop's field beside it. Wrap request in array: no. Unflatten: no.`,
        "Headers: none. A step that fails says why in its answer.",
      ],
    },
    {
      title: "Make",
      lines: [
        "Trigger: the shop's module for a new or paid order.",
        "Filter behind it: the click id exists.",
        `Module HTTP, Make a request. URL: ${url}. Method: POST. Body type: Raw, application/json. Request content: the parameters below as JSON.`,
        "Evaluate all states as errors: yes, so that you see what was refused.",
      ],
    },
    {
      title: "n8n",
      lines: [
        "Trigger: the shop's trigger node, or a Schedule trigger with its node for orders.",
        "Node Filter: the click id is not empty.",
        `Node HTTP Request. Method: POST. URL: ${url}. Send Body: JSON, with the parameters below as fields.`,
        "Retry On Fail: on. Whatever is sent twice counts once, by its order_id.",
      ],
    },
  ];
}

const REFUND =
  "A refund: its own step with order_id, status reversed, the amount that this refund gives back, and the refund's own id as refund_id. Without an amount the whole order is taken back.";

/** The shops that tell the ids of orders alone, or have no webhook of their own to sign. */
const SHOPS: readonly SheetSteps[] = [
  {
    title: "BigCommerce",
    lines: [
      "Its webhooks name the order's id alone: the tool fetches the order.",
      "order_id: the order's id. amount: its total with taxes. currency: its currency code. click_id: from the staff notes, where your storefront's script writes it.",
      REFUND,
    ],
  },
  {
    title: "Recurly",
    lines: [
      "Take the event of a paid invoice: the tool fetches the invoice and its account.",
      "order_id: the invoice's number. amount: its total. currency: its currency. customer_id: the account's code. click_id: a custom field of the account, set when it is made. A later invoice of the account has the goal rebill.",
      REFUND,
    ],
  },
  {
    title: "Mollie",
    lines: [
      "Its webhook names the payment's id alone: the tool fetches the payment, and goes on if its status is paid.",
      "order_id: the payment's id. amount and currency: those of its amount. click_id: from its metadata, set when the payment is made.",
      REFUND,
    ],
  },
  {
    title: "Squarespace",
    lines: [
      "Take the trigger of a new order.",
      "order_id: the order's id. amount: its grand total. currency: that of the total. click_id: from a field of the checkout form, which has to be filled in for the buyer.",
      REFUND,
    ],
  },
  {
    title: "Wix",
    lines: [
      "Take the trigger of a paid order.",
      "order_id: the order's id. amount: its total. currency: its currency. click_id: from a custom field of the checkout, which has to be filled in for the buyer.",
      REFUND,
    ],
  },
];
