import type { SkanSettings, SkanValue } from "../../../db/schema/mod.ts";

/** Ad network that Apple's developer settings name. */
const DEVELOPMENT_NETWORK = "development.adattributionkit";
/** The fewest digits that Apple cuts a source identifier to. */
const DIGITS_MIN = 2;

/** The signed facts of an install postback by which its campaign is found. */
export interface ClaimedInstall {
  ad_network_id: string;
  source_identifier: string;
  /** Whether it may be cut to its last digits; campaign ids never are. */
  is_hierarchical: boolean;
  /** Signed by one of Apple's development keys. */
  is_development: boolean;
}

/**
 * Whether two source identifiers may be of the same ad: of a small crowd Apple sends only the last
 * two or three digits.
 */
export function mayBeSame(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < DIGITS_MIN) return false;
  return one.endsWith(other) || other.endsWith(one);
}

function isMeant(named: string, install: ClaimedInstall): boolean {
  const { source_identifier, is_hierarchical } = install;
  return is_hierarchical
    ? mayBeSame(named, source_identifier)
    : named === source_identifier;
}

/** Whether some install postback would be of both. */
export function overlaps(one: SkanSettings, other: SkanSettings): boolean {
  if (one.app_id !== other.app_id || one.sandbox !== other.sandbox) {
    return false;
  }
  const names_others =
    one.ad_network_id !== null &&
    other.ad_network_id !== null &&
    one.ad_network_id !== other.ad_network_id;
  if (names_others) return false;
  const ours = one.source_identifiers;
  const theirs = other.source_identifiers;
  if (ours.length === 0 || theirs.length === 0) return true;
  return ours.some((mine) =>
    theirs.some(({ source_identifier }) =>
      mayBeSame(mine.source_identifier, source_identifier),
    ),
  );
}

/** Whether an install postback of its app is a campaign's. */
export function claims(skan: SkanSettings, install: ClaimedInstall): boolean {
  const { ad_network_id, source_identifiers, sandbox } = skan;
  if (install.is_development && !sandbox) return false;
  const is_named =
    ad_network_id === null ||
    ad_network_id === install.ad_network_id ||
    (sandbox && install.ad_network_id === DEVELOPMENT_NETWORK);
  if (!is_named) return false;
  return (
    source_identifiers.length === 0 ||
    source_identifiers.some(({ source_identifier }) =>
      isMeant(source_identifier, install),
    )
  );
}

/** The link that an install's source identifier names; null where it names none for sure. */
export function linkOf(
  { source_identifiers, link_id }: SkanSettings,
  install: ClaimedInstall,
): number | null {
  const exact = source_identifiers.find(
    (one) => one.source_identifier === install.source_identifier,
  );
  if (exact !== undefined) return exact.link_id ?? link_id;
  const named = new Set(
    source_identifiers
      .filter((one) => isMeant(one.source_identifier, install))
      .map((one) => one.link_id ?? link_id),
  );
  const [only = link_id, other] = named;
  return other === undefined ? only : link_id;
}

/** A conversion value as it arrived, in its window. */
export interface SentValue {
  window: number;
  fine: number | null;
  coarse: string | null;
}

/** The meaning of a value: an entry of its window before one of any, a value before none. */
export function meaningOf(
  values: readonly SkanValue[],
  sent: SentValue,
): SkanValue | undefined {
  const fitting = values.filter((value) => fits(value, sent));
  const rank = ({ fine, coarse, window }: SkanValue) =>
    (fine === null && coarse === null ? 0 : 2) + (window === null ? 0 : 1);
  return fitting.toSorted((one, other) => rank(other) - rank(one))[0];
}

function fits(value: SkanValue, sent: SentValue): boolean {
  const { fine, coarse, window } = value;
  const is_any_window = window === null && coarse !== null;
  if (!is_any_window && (window ?? 0) !== sent.window) return false;
  if (fine !== null) return fine === sent.fine;
  return coarse === null || coarse === sent.coarse;
}
