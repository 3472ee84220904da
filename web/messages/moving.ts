/** Texts about tracking domains. */
export const DOMAINS = {
  lead: "Domains that lead here. A link that leads nowhere ends at the fallback of the domain that was asked.",
  none: "Links answer on every domain that leads here, and end at the network's fallback where they lead nowhere. Name a domain to give it its own.",
  host: "Domain",
  host_hint: "Such as go.example, without https:// and port.",
  fallback: "Fallback",
  fallback_hint: "Empty is the network's.",
  network: "the network's",
  is_default: "Show links with this domain",
  is_paused: "Paused: the network's fallback counts",
  default_badge: "links are shown with it",
  add: "Add a domain",
  change: "Change a domain",
  remove_happens:
    "Links go on answering on it; those that lead nowhere end at the network's fallback.",
} as const;

/** Texts about links of other systems. */
export const OLD_LINKS = {
  lead: "Links of your old tracker that were opened here and lead nowhere, the most frequent first; each is kept for 90 days. Two ids with a slash are affiliate and campaign: give these two their old ids as external id, and all their links lead there.",
  none: "None: every old link that was opened leads somewhere.",
  form: "Form",
  find: "Id or address",
  id: "Old id",
  count: "Opened",
  last: "Last",
  example: "Example",
  leads_now: "leads somewhere now",
  unknown_pair: "One of its two ids doesn't exist here",
  make: "Make the link",
  make_lead:
    "From now on this old link is the affiliate's link to the campaign, and its clicks count.",
  made: "Made: the old link leads there now.",
} as const;
