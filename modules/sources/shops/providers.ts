import { proveAdyen, readAdyen, splitAdyen } from "./adyen.ts";
import {
  answerBraintree,
  openBraintree,
  proveBraintree,
  readBraintree,
} from "./braintree.ts";
import { readKajabi } from "./kajabi.ts";
import { provePayPal, readPayPal } from "./paypal.ts";
import type { ProviderName } from "./provider_presets.ts";
import type { Shop } from "./shop_reader.ts";
import { answerShopware, proveShopware, readShopware } from "./shopware.ts";

/** The readers of payment providers, and of shops that sign in their own way. */
export const PROVIDERS: Readonly<Record<ProviderName, Shop>> = {
  paypal: { prove: provePayPal, read: readPayPal },
  adyen: {
    prove: proveAdyen,
    read: readAdyen,
    split: splitAdyen,
  },
  braintree: {
    open: openBraintree,
    prove: proveBraintree,
    read: readBraintree,
    answer: answerBraintree,
  },
  // It signs nothing: its address is the proof.
  kajabi: { read: readKajabi },
  shopware: {
    prove: proveShopware,
    read: readShopware,
    answer: answerShopware,
  },
};
