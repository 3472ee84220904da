/** Names of the presets of sources, in groups, as their makers write them. */
export const PRESET_NAMES = {
  shops: {
    shopify: "Shopify",
    woocommerce: "WooCommerce",
    stripe: "Stripe",
    paddle: "Paddle",
    lemon_squeezy: "Lemon Squeezy",
    typeform: "Typeform",
    calendly: "Calendly",
    digistore24: "Digistore24",
    clickbank: "ClickBank",
    thrivecart: "ThriveCart",
    gumroad: "Gumroad",
    hotmart: "Hotmart",
    chargebee: "Chargebee",
    jotform: "Jotform",
    paypal: "PayPal",
    adyen: "Adyen",
    braintree: "Braintree",
    kajabi: "Kajabi",
    shopware: "Shopware",
  },
  platforms: {
    partnerstack: "PartnerStack",
    impact: "impact.com",
    partnerize: "Partnerize",
    affise: "Affise",
    tune: "TUNE (HasOffers)",
    post_affiliate_pro: "Post Affiliate Pro",
    scaleo: "Scaleo",
    voluum: "Voluum",
    redtrack: "RedTrack",
    bemob: "BeMob",
    everflow: "Everflow",
    cake: "CAKE",
    keitaro: "Keitaro",
    binom: "Binom",
    prosper202: "Prosper202",
    dub: "dub",
  },
  tools: { automation: "Zapier, Make or n8n" },
  stores: { app_store: "App Store", google_play: "Google Play" },
  mmps: {
    appsflyer: "AppsFlyer",
    adjust: "Adjust",
    branch: "Branch",
    kochava: "Kochava",
    singular: "Singular",
    appmetrica: "AppMetrica",
  },
} as const;

/** Titles of the groups of presets. */
export const PRESET_GROUPS = {
  shops: "Shops and payments",
  tools: "Tools between",
  platforms: "Networks and trackers",
  stores: "App stores",
  mmps: "What measures apps",
} as const;

/** Texts of the secret that a shop signs with. */
export const SHOP_SECRET = {
  label: "The shop's secret",
  hint: "As the shop shows it, or as you typed it there. The sheet says where; it may come later.",
  add: "Add the shop's secret",
  text: "The shop's requests are checked with any of them. To replace one without a gap: add the new one, change the shop, then remove the old one.",
} as const;

/** Texts of a shop's test mode. */
export const SHOP_MODE = {
  title: "The shop's test mode",
  text: "Most shops say of an order that it is a test. Some, such as Paddle and Braintree, have a sandbox that doesn't: make a source of its own for it.",
  sandbox: "All that comes here is a test",
  sandbox_hint: "It counts with test clicks alone, and books nothing.",
} as const;
