/** Texts of stories. */
export const STORY = {
  found: "Found as",
  more: "There is more than is shown of:",
  open: "Open",
  askable:
    "Paste an id that you hold into the search above (press / to reach it): what happened to it is told from the click to the payment.",
  ids: {
    click: {
      name: "Click id",
      example: "840t33301tjpyc000000000cab0a2dek",
      where: "From the address that a visitor was sent to, or a postback.",
    },
    click_ref: {
      name: "An affiliate's own click id",
      example: "w8f2-77120",
      where: "As its tracker gave it to the link.",
    },
    order: {
      name: "Order or customer",
      example: "N-4307",
      where: "As the advertiser numbers them.",
    },
    conversion: {
      name: "Conversion, postback, delivery, payment, invoice or booking",
      example: "01a18d8c-56ce-70ee-93e2-f5c64e06a2e7",
      where: "From a log, a report or an error message.",
    },
    link: {
      name: "Link",
      example: "winter-boots",
      where: "The last part of its address: whether it works now, and why not.",
    },
    address: {
      name: "A whole address",
      example: "https://shop.example/thanks?click_id=840t33301tjpyc…",
      where: "As copied from a browser or a log: the ids in it are found.",
    },
  },
  forms: "Upper case, spaces around and percent signs don't matter.",
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
