/** How much of something is used, as a bar; the figures have to stand beside it. */
export function ShareBar({
  title,
  share,
}: {
  title: string;
  /** 1 is all of it. */
  share: number;
}) {
  const tone = share >= 1 ? "bad" : share >= 0.9 ? "warn" : "good";
  const percent = Math.min(Math.max(share, 0), 1) * 100;
  return (
    <span class="share-bar" data-tone={tone}>
      <svg
        role="img"
        aria-label={title}
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
      >
        <rect width={percent.toFixed(1)} height="4" />
      </svg>
    </span>
  );
}
