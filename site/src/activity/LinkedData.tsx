import { useEffect } from "preact/hooks";

/** Tell search engines what a page is about. Data isn't run, so the page's security policy lets it be. */
export function LinkedData({ value }: { value: unknown }) {
  useEffect(() => {
    const script = document.createElement("script");
    script.type = "application/ld+json";
    script.textContent = JSON.stringify(value);
    document.head.append(script);
    return () => script.remove();
  }, [value]);
  return null;
}
