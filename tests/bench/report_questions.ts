const DAY_MS = 86_400_000;

/** A report, and the textbook's query for the same from the rows. */
export interface Question {
  name: string;
  path: string;
  textbook: string;
}

const COUNTS =
  "count(*), count(*) filter (where verdict = 'sent' and marks & 4 = 0)";

/** Reports of the days up to one, and of an affiliate. */
export function questionsOf(last_day: number, affiliate: number): Question[] {
  const today = last_day * DAY_MS;
  const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const days = (count: number) =>
    `from=${date(today - (count - 1) * DAY_MS)}&to=${date(today + DAY_MS)}&timezone=UTC`;
  const within = (count: number) =>
    `clicked_at >= '${date(today - (count - 1) * DAY_MS)}' and clicked_at < '${date(today + DAY_MS)}'`;
  const yesterday = `from=${date(today - DAY_MS)}&to=${date(today)}`;
  return [
    {
      name: "a month by day and campaign",
      path: `group_by=day,campaign&${days(30)}&limit=100`,
      textbook: `select date_trunc('day', clicked_at), campaign_id, ${COUNTS} from clicks where ${within(30)} group by 1, 2`,
    },
    {
      name: "a month by day and campaign, New York",
      path: `group_by=day,campaign&${days(30).replace("UTC", "America/New_York")}&limit=100`,
      textbook: `select date_trunc('day', clicked_at at time zone 'America/New_York'), campaign_id, ${COUNTS} from clicks where ${within(30)} group by 1, 2`,
    },
    {
      name: "a year by month",
      path: `group_by=month&${days(365)}`,
      textbook: `select date_trunc('month', clicked_at), ${COUNTS} from clicks where ${within(365)} group by 1`,
    },
    {
      name: "yesterday by sub1",
      path: `group_by=sub1&${yesterday}&timezone=UTC&limit=100`,
      textbook: `select sub1, ${COUNTS} from clicks where clicked_at >= '${date(today - DAY_MS)}' and clicked_at < '${date(today)}' group by 1 order by 2 desc limit 100`,
    },
    {
      name: "an affiliate's last 30 days by sub1",
      path: `group_by=sub1&affiliate=${affiliate}&${days(30)}&limit=100`,
      textbook: `select sub1, ${COUNTS} from clicks where affiliate_id = ${affiliate} and ${within(30)} group by 1 order by 2 desc limit 100`,
    },
    {
      name: "today by hour",
      path: `group_by=hour&${days(1)}`,
      textbook: `select date_trunc('hour', clicked_at), ${COUNTS} from clicks where ${within(1)} group by 1`,
    },
    {
      name: "90 days by campaign, country and device",
      path: `group_by=campaign,country,device&${days(90)}&limit=100`,
      textbook: `select campaign_id, country, device, ${COUNTS} from clicks left join user_agents using (ua_id) where ${within(90)} group by 1, 2, 3 order by 4 desc limit 100`,
    },
  ];
}
