import { useEffect, useRef } from "preact/hooks";

/** Does something again and again while the page is seen. */
export function useEvery(period_ms: number, act: () => void): void {
  const acting = useRef(act);
  acting.current = act;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) acting.current();
    }, period_ms);
    return () => clearInterval(timer);
  }, [period_ms]);
}
