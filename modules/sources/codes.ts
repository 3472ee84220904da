/** HTTP status of each refusal of a postback. The codes are a public contract: never rename one. */
export const REFUSALS = {
  malformed: 400,
  missing_click_id: 400,
  unreplaced_macro: 400,
  invalid_click_id: 400,
  ambiguous_click_id: 400,
  sandbox_only: 400,
  unsupported_version: 400,
  source_required: 401,
  missing_signature: 401,
  bad_signature: 401,
  bad_token: 401,
  stale_timestamp: 401,
  sender_not_allowed: 403,
  unknown_source: 404,
  unknown_click: 404,
  unknown_conversion: 404,
  unknown_app: 404,
  unknown_link: 404,
  replayed_nonce: 409,
  illegal_transition: 409,
  order_conflict: 409,
  already_exists: 409,
  ambiguous_conversion: 409,
  unsupported_media_type: 415,
  unknown_goal: 422,
  unmapped_status: 422,
  invalid_amount: 422,
  missing_amount: 422,
  unknown_currency: 422,
  invalid_time: 422,
  missing_order_id: 422,
  outside_window: 422,
  late_needs_proof: 422,
  too_early: 422,
  parent_missing: 422,
  campaign_closed: 422,
  affiliate_blocked: 422,
  cap_reached: 422,
  ambiguous_reversal: 422,
  advertiser_mismatch: 422,
  unmapped_value: 422,
  foreign_package: 422,
  purchase_unknown: 422,
} as const;

/** Code of a refusal. */
export type RefusalCode = keyof typeof REFUSALS;

/** A refusal, with a detail for the integrator. */
export interface Refusal {
  code: RefusalCode;
  detail: string;
}

/** Makes a refusal. The detail may quote text cut mid-character, and Postgres accepts no NUL. */
export function refusal(code: RefusalCode, detail: string): Refusal {
  return { code, detail: detail.replaceAll("\0", "\ufffd").toWellFormed() };
}

/** Thrown while reading a postback whose content can't be accepted. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: Refusal["code"], detail: string) {
    super(detail);
    this.refusal = refusal(code, detail);
  }
}

/** Ends the reading of what a store or a shop sent by the refusal of one of its checks. */
export class StepFault extends Refused {
  readonly step: string;

  constructor(step: string, code: RefusalCode, detail: string) {
    super(code, detail);
    this.step = step;
  }
}
