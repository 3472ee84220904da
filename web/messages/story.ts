/** Texts of stories. */
export const STORY = {
  found: "Found as",
  more: "There is more than is shown of:",
  open: "Open",
  kinds: {
    link: "link",
    click: "click",
    customer: "customer",
    postback: "postback",
    conversion: "conversion",
    entry: "booking",
    delivery: "delivery",
    invoice: "invoice",
    payment: "payment",
  },
} as const;
