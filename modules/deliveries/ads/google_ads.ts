import { isoTime } from "../../kernel/mod.ts";
import { asObject } from "../../sources/mod.ts";
import {
  daysMs,
  itemsOf,
  jsonNumber,
  present,
  readStatus,
  reasonText,
  TAKEN,
} from "./ad_platform.ts";
import type { AdEvent, AdPlatform } from "./ad_platform.ts";

const CUSTOMER = /^[0-9]{3}-?[0-9]{3}-?[0-9]{4}$/;
const EVENT_AT = /\bevents\[([0-9]{1,4})\]/;

/**
 * Google Ads by the Data Manager API. One event that isn't valid has the whole request refused; later
 * faults are only in Google's own diagnostics, by the `requestId` of the answer.
 */
export const GOOGLE_ADS: AdPlatform = {
  title: "Google Ads",
  origin: "https://datamanager.googleapis.com",
  method: "POST",
  path: () => "/v1/events:ingest",
  account: {
    what: "the id of the customer that owns the conversion action",
    form: CUSTOMER,
    such_as: "123-456-7890",
  },
  event: {
    what: "the id of its conversion action",
    form: /^[0-9]{1,20}$/,
    such_as: "987654321",
  },
  credential: {
    what: "the JSON key file of a service account, or of a person with a refresh_token",
    kind: "google",
  },
  click_ids: ["gclid", "gbraid", "wbraid"],
  finds_visitors: false,
  wants_page: false,
  takes_refusals: true,
  has_login_account: true,
  test: "flag",
  age_ms_max: daysMs(90),
  batch_max: 64,
  request(events, { url, token, settings, is_test }) {
    const names = [...new Set(events.map(({ name }) => name))];
    const { login_account } = settings;
    const body = {
      destinations: names.map((name) => ({
        reference: name,
        operatingAccount: accountOf(settings.account),
        ...(login_account !== null && {
          loginAccount: accountOf(login_account),
        }),
        productDestinationId: name,
      })),
      events: events.map(eventOf),
      encoding: "HEX",
      validateOnly: is_test,
    };
    const headers = { authorization: `Bearer ${token}` };
    return { url, headers, body: JSON.stringify(body) };
  },
  read({ status, body }) {
    if (status >= 200 && status < 300) return TAKEN;
    const error = asObject(asObject(body)?.error);
    const reason = reasonText(status, error?.status, error?.message);
    const violations = itemsOf(error?.details).flatMap((detail) =>
      itemsOf(detail.fieldViolations),
    );
    const of_events = new Map(
      violations.flatMap(({ field, description }) => {
        const place = EVENT_AT.exec(String(field))?.[1];
        const why = reasonText(status, field, description);
        return place === undefined ? [] : [[Number(place), why] as const];
      }),
    );
    const is_set_up = !violations.some(({ field }) =>
      String(field).startsWith("destinations"),
    );
    if (!is_set_up) return { kind: "not_set_up", reason };
    return (
      readStatus(status, reason) ?? { kind: "refused", for: of_events, reason }
    );
  },
};

function accountOf(id: string) {
  return { accountType: "GOOGLE_ADS", accountId: id.replaceAll("-", "") };
}

function eventOf(event: AdEvent) {
  const { click_id, click_id_name, email_sha256, phone_e164_sha256 } = event;
  const identifiers = [
    present({ emailAddress: email_sha256 }),
    present({ phoneNumber: phone_e164_sha256 }),
  ].filter((one) => one !== undefined);
  return {
    destinationReferences: [event.name],
    eventTimestamp: isoTime(event.at_ms),
    transactionId: event.id,
    eventSource: "WEB",
    ...present({
      adIdentifiers:
        click_id_name === null
          ? undefined
          : present({ [click_id_name]: click_id }),
      conversionValue: jsonNumber(event.value),
      currency: event.value === null ? null : event.currency,
      userData:
        identifiers.length === 0 ? undefined : { userIdentifiers: identifiers },
      consent: present({
        adUserData: consentOf(event.may_use_data),
        adPersonalization: consentOf(event.may_personalize),
      }),
    }),
  };
}

function consentOf(agreed: boolean | null): string | null {
  if (agreed === null) return null;
  return agreed ? "CONSENT_GRANTED" : "CONSENT_DENIED";
}
