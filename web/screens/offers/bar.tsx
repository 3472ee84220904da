/** How far something is as a bar, and in words unless they stand beside it. */
export function Bar({ percent, label }: { percent: number; label?: string }) {
  return (
    <div class="stack-close">
      {label !== undefined && <span class="quiet">{label}</span>}
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
