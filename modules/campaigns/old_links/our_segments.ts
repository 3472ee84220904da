/** First segments of our own addresses and the platforms': never a code of a link. */
export const OUR_SEGMENTS: ReadonlySet<string> = new Set(
  `v1 c api app assets static dashboard setup join invitation password-reset s t.js
  docs openapi.json healthz readyz metrics .well-known favicon.ico robots.txt
  track conversion scripts tracking202 advertisers postback click click.php clk
  aff_c aff_lsr p.ashx go`.split(/\s+/),
);
