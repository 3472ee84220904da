/** A conversion value of an app, and what it stands for. */
export interface SkanValue {
  /** From 0 to 63; at most one of the two is set. Neither: whatever no other entry names. */
  fine: number | null;
  coarse: "low" | "medium" | "high" | null;
  /** The postback's window, from 0; null: any for a coarse value, else the first. */
  window: number | null;
  goal: string;
  /** The amount of the sale, as decimal text. */
  amount: string | null;
}

/** Which of Apple's install postbacks belong to a campaign, and what their values mean. */
export interface SkanSettings {
  app_id: number;
  ad_network_id: string | null;
  /** The link that gets what no source identifier names. */
  link_id: number | null;
  source_identifiers: { source_identifier: string; link_id: number | null }[];
  values: SkanValue[];
  sandbox: boolean;
  /** Days until a pending one approves itself; null waits for the advertiser. */
  approve_after_days: number | null;
}

/** The apps that a campaign's links open. */
export interface AppSettings {
  ios: { team_id: string; bundle_id: string } | null;
  android: { package: string; sha256_fingerprints: string[] } | null;
  /** The goal that an install reaches; null: the one with the key `install`. */
  install_goal: string | null;
  /** Hosts that show its association files; empty: all. */
  domains: string[];
  /** Paths that open the iOS app; empty: those of the campaign's links. */
  paths: string[];
}
