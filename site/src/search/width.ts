import { useEffect, useState } from "preact/hooks";

const WIDE = matchMedia("(min-width: 60rem)");

/** Tell whether there is room for the filters beside the results. */
export function useIsWide(): boolean {
  const [isWide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const onChange = () => setWide(WIDE.matches);
    WIDE.addEventListener("change", onChange);
    return () => WIDE.removeEventListener("change", onChange);
  }, []);
  return isWide;
}
