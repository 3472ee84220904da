import { PROVIDER_STEPS } from "./provider_steps.ts";
import type { ShopSteps } from "./shop_reader.ts";
import { SHOP_PRESETS } from "./shop_types.ts";
import type { ShopName } from "./shop_types.ts";

/** The parts of a sheet that are another for a shop: it sends its orders by itself, in its own form. */
interface ShopParts {
  names: { ours: string; send_as: string; required: boolean; note: string }[];
  refunds: { words: string[]; how: string };
  proof: { require: string; how: string };
  examples: { get: string; curl: string };
}

const STEPS: Readonly<Record<ShopName, ShopSteps>> = {
  shopify: {
    address:
      "In Shopify open Settings → Notifications → Webhooks and create one for each of Order payment, Order cancellation and Refund create, in JSON, with this address.",
    secret:
      "Below the webhooks Shopify shows the key that they are signed with: put it in as the secret. A webhook made by an app is signed with that app's client secret instead.",
    click:
      "In the theme, when a visitor arrives with ?PARAM=, post {attributes: {click_id: …}} to /cart/update.js at once, not at the checkout: it comes back in note_attributes. Where no script ran, the first page's address (landing_site) is read.",
    refunds:
      "Nothing to do: each refund is subtracted once, in your shop's currency, and a cancelled order is taken back whole.",
  },
  woocommerce: {
    address:
      "In WooCommerce open Settings → Advanced → Webhooks and add two, for Order created and Order updated, with status Active, this address as the delivery URL, and the latest API version.",
    secret:
      "Type a secret of your own there, letters and digits, and put the same one in here.",
    click:
      "Leave Order Attribution on (Settings → Advanced → Features): it keeps the page that a visitor came to first, with ?PARAM= in its address. If your shop drops it, save the click id with the order as the field click_id.",
    refunds:
      "Nothing to do: refunds of parts and of the whole order, and cancelled orders, are told by Order updated.",
  },
  stripe: {
    address:
      "In Stripe open Developers → Webhooks and add an endpoint with this address for checkout.session.completed, checkout.session.async_payment_succeeded, checkout.session.async_payment_failed, charge.refunded and charge.dispute.closed; for subscriptions invoice.paid and invoice_payment.paid, too.",
    secret:
      "Reveal the endpoint's signing secret (whsec_…) and put it in whole.",
    click:
      "Add ?client_reference_id= and the click id to a payment link; for checkouts that you create, set client_reference_id or metadata[click_id], and for subscriptions subscription_data[metadata][click_id].",
    refunds:
      "Nothing to do. A subscription's refund names its payment alone from API version 2025-03-31 on: invoice_payment.paid tells which invoice that is of, so let it be sent.",
  },
  paddle: {
    address:
      "In Paddle open Developer tools → Notifications and add a destination with this address for transaction.completed, adjustment.created and adjustment.updated.",
    secret:
      "Copy the destination's secret key (pdl_ntfset_…) and put it in. The sandbox's notifications don't say that they are tests: make a source of its own for it, and switch on that it is a sandbox (store.sandbox).",
    click:
      "Open the checkout with customData: {click_id: …}, or data-custom-data on its button: Paddle copies it to the subscription and every later payment.",
    refunds:
      "Nothing to do: a refund counts once Paddle has approved it, each one once; a chargeback that you win counts again.",
  },
  lemon_squeezy: {
    address:
      "In Lemon Squeezy open Settings → Webhooks and add one with this address for order_created, order_refunded, subscription_payment_success and subscription_payment_refunded.",
    secret:
      "Type a signing secret of your own there, and put the same one in here.",
    click:
      "Add ?checkout[custom][click_id]= and the click id to the checkout link.",
    refunds: "Nothing to do: Lemon Squeezy tells what was refunded so far.",
  },
  typeform: {
    address:
      "In Typeform open the form, Connect → Webhooks, add one with this address and switch it on: a new one is off.",
    secret: "Edit the webhook, give it a secret, and put the same one in here.",
    click:
      "Add a hidden field click_id to the form, and open it with #click_id= and the click id that the page got as PARAM.",
    refunds: "A lead is taken back by hand or by a file.",
  },
  calendly: {
    address:
      "Webhooks of Calendly are made by its API, on a paid plan: create a subscription with this address for invitee.created and invitee.canceled.",
    secret:
      "Choose the signing_key when you create the subscription, and put the same one in here.",
    click:
      "Open the scheduling page with ?utm_content= and the click id that the page got as PARAM.",
    refunds:
      "Nothing to do: a meeting that is canceled is taken back, one that is moved is not.",
  },
  clickbank: {
    address:
      "In ClickBank open Vendor Settings → My Site → Advanced Tools and put this address in as an Instant Notification URL, version 7.0 or later. Test answers at once.",
    secret:
      "Put the Secret Key of the same page in here: at most 16 capital letters and digits.",
    click:
      "Add ?click_id= and the click id that the page got as PARAM to the order link: it comes back in vendorVariables. It doesn't fit a tid.",
    refunds:
      "Nothing to do: refunds and chargebacks name the receipt, and each is subtracted once. Orders that buyers paid in another currency than US dollars wait until the source's currency says what the amounts are in.",
  },
  thrivecart: {
    address:
      "In ThriveCart open Settings → API & Webhooks → Webhooks & notifications and add this address: ThriveCart sends all events of all products.",
    secret:
      "Copy the Secret word from Settings → API & Webhooks → ThriveCart order validation, and put it in here.",
    click:
      "Add ?passthrough[click_id]= and the click id that the page got as PARAM to the checkout link.",
    refunds:
      "Nothing to do for refunds. One of a later payment of a subscription names its order alone, and is taken from the first payment; chargebacks aren't told: take them back by hand.",
  },
  gumroad: {
    address:
      "In Gumroad open Settings → Advanced and put this address in as the Ping endpoint: it tells sales. For refunds and disputes create resource subscriptions with the same address for refund, dispute and dispute_won, by its API.",
    secret:
      "Gumroad signs nothing: this address is the secret. Show it to nobody else, and rotate its key if somebody saw it.",
    click:
      "Add ?click_id= and the click id that the page got as PARAM to the link of the product: it comes back in url_params.",
    refunds:
      "A sale is taken back whole by refund and dispute, and counts again by dispute_won. Of a refund of a part Gumroad doesn't say the amount: take it back by hand.",
  },
  hotmart: {
    address:
      "In Hotmart open Tools → Webhook and add a configuration, version 2.0.0, with this address for purchases approved, canceled, refunded, charged back, expired and with a billet printed.",
    secret:
      "Copy the hottok of the same page, under Authentication, and put it in here.",
    click:
      "Add ?xcod= and the click id that the page got as PARAM to the link of the checkout. The checkout that is embedded in a page doesn't hand it back.",
    refunds:
      "A sale is taken back whole by a refund or a chargeback. Of a refund of a part Hotmart doesn't say the amount: take it back by hand.",
  },
  chargebee: {
    address:
      "In Chargebee open Settings → Configure Chargebee → API Keys and Webhooks → Webhooks and add one with this address for payment_succeeded and payment_refunded, API version 2.",
    secret:
      "Switch on Basic authentication there with a user name and a password of your own, and put the same password in here. Without it this address is the secret.",
    click:
      "Add a custom field cf_click_id to subscriptions, and hand over the click id that the page got as PARAM in it when the checkout is opened.",
    refunds:
      "Nothing to do: each refund names its payment, and is subtracted once. Payments by the test gateway count as tests.",
  },
  jotform: {
    address:
      "In Jotform open the form, Settings → Integrations → Webhooks, and add this address.",
    secret:
      "Jotform signs nothing: this address is the secret. Show it to nobody else, and rotate its key if somebody saw it.",
    click:
      "Add a hidden field with the unique name click_id to the form, and open it with ?click_id= and the click id that the page got as PARAM.",
    refunds: "A lead is taken back by hand or by a file.",
  },
  digistore24: {
    address:
      "In Digistore24 open Settings → Integrations (IPN), add a connection of the type Generic with this address as the IPN URL, for the events Payment, Refund and Chargeback, one message for each product. Test connection answers OK.",
    secret:
      "Type a passphrase of your own there, at most 63 characters, and put the same one in here.",
    click:
      "Add ?custom= and the click id that the page got as PARAM to the link of the order form.",
    refunds:
      "Nothing to do: refunds and chargebacks are told with the order's item, and each is subtracted once.",
  },
  ...PROVIDER_STEPS,
};

/** The parts for a shop: what the merchant sets up there, instead of parameters to send. */
export function shopParts(
  preset: ShopName,
  { url, click_params }: { url: string; click_params: readonly string[] },
): ShopParts {
  const { address, secret, click, refunds } = STEPS[preset];
  const { mapping, status_map, proof } = SHOP_PRESETS[preset];
  const param = click_params[0] ?? "click_id";
  const words = Object.entries(status_map)
    .filter(([, { status }]) => status === "reversed")
    .map(([word]) => word);
  return {
    names: [
      {
        ours: "click_id",
        send_as: mapping.click_id[0] ?? "click_id",
        required: true,
        note: click.replaceAll("PARAM", param),
      },
    ],
    refunds: { words, how: refunds },
    proof: {
      require: proof,
      how: `${address.replaceAll("ADDRESS", url)} ${secret}`,
    },
    examples: {
      get: url,
      curl: `curl -sS '${url}' -H 'content-type: application/json' -d '{…}'`,
    },
  };
}
