import { listed, present, secondsOf } from "./ad_platform.ts";
import type { AdEvent } from "./ad_platform.ts";

/** The fields of an event that Pinterest and Snapchat name alike; each has its own name for its click id. */
export function webEvent(
  event: AdEvent,
  {
    page_url,
    click_id_name,
  }: { page_url: string | null; click_id_name: string },
) {
  return {
    event_name: event.name,
    event_time: secondsOf(event.at_ms),
    event_id: event.id,
    ...present({
      event_source_url: page_url,
      user_data: present({
        [click_id_name]: event.click_id,
        client_ip_address: event.ip,
        client_user_agent: event.user_agent,
        em: listed(event.email_sha256),
        ph: listed(event.phone_sha256),
      }),
      custom_data:
        event.value === null
          ? undefined
          : { value: event.value, currency: event.currency },
    }),
  };
}
