/** How far something is, in words and as a bar. */
export function Bar({ percent, label }: { percent: number; label: string }) {
  return (
    <div class="stack-close">
      <span class="quiet">{label}</span>
      <div class="progress" aria-hidden="true">
        <svg viewBox="0 0 100 8" preserveAspectRatio="none">
          <rect
            class="progress-done"
            width={Math.min(100, Math.max(0, percent))}
            height="8"
          />
        </svg>
      </div>
    </div>
  );
}
