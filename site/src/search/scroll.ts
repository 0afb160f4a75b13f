/** Where a visitor was on the page: what is found comes too late for the browser to go back there by itself. */

import { useEffect } from "preact/hooks";

const PLACE = "passport.place";

interface Place {
  address: string;
  y: number;
}

/** Scroll, once results are there, to where this page was left when the visitor comes back to it. */
export function useScrollBack(isThere: boolean): void {
  useEffect(() => {
    const onHide = () => sessionStorage.setItem(PLACE, JSON.stringify({ address: location.href, y: scrollY }));
    addEventListener("pagehide", onHide);
    return () => removeEventListener("pagehide", onHide);
  }, []);
  useEffect(() => {
    const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const left = JSON.parse(sessionStorage.getItem(PLACE) ?? "null") as Place | null;
    if (isThere && visit?.type === "back_forward" && left?.address === location.href) scrollTo(0, left.y);
  }, [isThere]);
}
