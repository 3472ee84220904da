/** Texts of a source that takes the notifications of an app's store. */
export const STORE = {
  title: "The app in its store",
  bundle_ids: "Bundle ids",
  bundle_ids_hint: "Such as com.example.walks, with commas between several.",
  app_apple_id: "App Apple ID",
  app_apple_id_hint:
    "The number in App Store Connect, under App Information. None for the sandbox.",
  package_names: "Packages",
  package_names_hint: "Such as com.example.walks, with commas between several.",
  push_email: "Who pushes",
  push_email_hint:
    "The email of the service account by which the Pub/Sub subscription authenticates itself.",
  audience: "Audience",
  audience_hint: "Empty is the source's own address.",
  sandbox: "Takes test purchases, and only those",
  sandbox_hint: "They count with test clicks alone, and book nothing.",
  account: "Service account",
  account_hint:
    "The JSON key file of the account that looks purchases up, as text. It is sealed, and never shown again.",
  account_is: (email: string) => `Purchases are looked up as ${email}.`,
  account_none: "None: purchases can't be looked up.",
  account_unreadable:
    "There is one, which can't be read any more: put it in again.",
  proven: "The store proves each notification: no token or secret is needed.",
} as const;
