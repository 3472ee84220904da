import type { ProviderName } from "./provider_presets.ts";
import type { ShopSteps } from "./shop_reader.ts";
import { SHOPWARE_APP } from "./shopware.ts";

/** The webhooks of Shopware's that the app's manifest asks for. */
const SHOPWARE_EVENTS = [
  "checkout.order.placed",
  "state_enter.order_transaction.state.paid",
  "state_enter.order_transaction.state.failed",
  "state_enter.order_transaction.state.cancelled",
  "state_enter.order_transaction.state.refunded",
  "state_enter.order_transaction.state.refunded_partially",
  "state_enter.order_transaction.state.chargeback",
  "state_enter.order.state.cancelled",
];

/** The manifest of the app, with the source's address in place of ADDRESS. */
const MANIFEST = [
  `<manifest><meta><name>${SHOPWARE_APP}</name><label>Affiliate orders</label><author>${SHOPWARE_APP}</author><copyright>-</copyright><version>1.0.0</version><license>MIT</license></meta>`,
  "<setup><registrationUrl>ADDRESS</registrationUrl><secret>YOUR SECRET</secret></setup><permissions><read>order</read><read>order_transaction</read></permissions><webhooks>",
  ...SHOPWARE_EVENTS.map(
    (event, at) =>
      `<webhook name="affiliate-${at + 1}" url="ADDRESS" event="${event}"/>`,
  ),
  "</webhooks></manifest>",
].join("");

/** The steps of a merchant at a payment provider, or in a shop that signs in its own way. */
export const PROVIDER_STEPS: Readonly<Record<ProviderName, ShopSteps>> = {
  paypal: {
    address:
      "In the PayPal developer dashboard open Apps & Credentials, your live app, and add a webhook with this address for Payment capture completed, pending, denied, refunded and reversed, and Customer dispute resolved; for subscriptions Payment sale completed, refunded and reversed, too. PayPal reaches addresses with https alone.",
    secret:
      "PayPal shows the webhook's ID beside it: put it in as the secret. It isn't one, but is signed with each event, by a certificate of PayPal's that is fetched from PayPal alone. Events of the simulator are of no webhook, and are refused.",
    click:
      "When your server or button creates the order, set purchase_units[0].custom_id to the click id that the page got as PARAM; for a subscription custom_id.",
    refunds:
      "Nothing to do: each refund and reversal is subtracted once; a lost dispute and the reversal for it are one. A dispute that you win after the payment was reversed is approved again by hand. PayPal doesn't say which payment of a subscription is the first: each counts as a sale.",
  },
  adyen: {
    address:
      "In your Adyen Customer Area open Developers → Webhooks and add a Standard webhook in JSON with this address, for your test and your live account one each, with a source of its own.",
    secret:
      "Generate an HMAC key for the webhook and put it in: 64 hexadecimal digits.",
    click:
      "Let the payment's reference (merchantReference) end with ?click_id= and the click id that the page got as PARAM, such as 1001?click_id=…: it is signed. Metadata that your account adds to webhooks is read as well, but isn't.",
    refunds:
      "Nothing to do: refunds, chargebacks and cancelled payments name the payment, and each is subtracted once. A refund of a part that fails later is undone by hand. Where you capture by hand, map authorisation to pending. A capture of a part sets the sale's amount; if your account captures one payment in several parts, map capture to ignore.",
  },
  braintree: {
    address:
      "In the Braintree Control Panel open Settings → API → Webhooks and add one with this address for Subscription charged successfully, Transaction settled, Transaction disbursed, and the disputes. A card payment is told when it is disbursed.",
    secret:
      "Under API keys you find the public and the private key: put them in as one secret with a bar between, public|private. The sandbox has keys of its own and doesn't say that it is one: make a source of its own for it, with store.sandbox.",
    click:
      "Make a custom field click_id that is stored and passed back, and set it on the transaction to the click id that the page got as PARAM. A subscription may have the click id as its own id.",
    refunds:
      "A refund is told where Braintree tells of its settlement (as a credit); else take the sale back by hand. Lost disputes are subtracted, won ones count again.",
  },
  kajabi: {
    address:
      "In Kajabi open Settings → Webhooks (Growth and Pro plans) and add an outbound webhook with this address for Purchase created.",
    secret:
      "Kajabi signs nothing: whoever knows this address can report sales, so give it to nobody else. A secret is not needed.",
    click:
      "Kajabi passes nothing on but the page that the visitor came from (referrer) and the fields of the checkout. Add a custom field click_id to the offer's checkout, filled with the click id that the page got as PARAM, or keep ?PARAM= in the address that leads to the checkout.",
    refunds:
      "Kajabi tells no refunds: take such a sale back by hand or by a file. Later payments are not told apart from the first, and are ignored.",
  },
  shopware: {
    address: `In Shopware, install an app of your own that has this manifest.xml in a folder ${SHOPWARE_APP}: ${MANIFEST}`,
    secret:
      "Choose a secret of 32 letters and digits or more, write it into the manifest, and put the same one in here before you install the app: it answers the shop's registration, and signs the webhooks from then on.",
    click:
      "When the visitor arrives with ?PARAM=, keep the click id in the session, and save it with the order as the custom field click_id.",
    refunds:
      "Orders that are cancelled, refunded whole or charged back are taken back. Shopware doesn't say how much a refund of a part gives back: such a one is refused as missing_amount, take it off by hand.",
  },
};
