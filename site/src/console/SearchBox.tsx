import { useLayoutEffect, useRef } from "preact/hooks";
import { addressOf } from "./address";
import { addressOfId } from "./finding";

/** Words of a title, as the API takes them. */
const LONGEST = 200;

/** Finds an activity, a submission, a credit or a learner from every page; the key "/" leads here. */
export function SearchBox() {
  const input = useRef<HTMLInputElement>(null);
  // Before it is painted: who sees the box can press the key.
  useLayoutEffect(() => {
    function lead(event: KeyboardEvent) {
      const isTyping = (event.target as HTMLElement).closest("input, textarea, select, dialog, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    }
    addEventListener("keydown", lead);
    return () => removeEventListener("keydown", lead);
  }, []);
  return (
    <form
      role="search"
      class="console__search"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = input.current?.value.trim();
        if (typed) location.assign(addressOfId(typed) ?? addressOf("search", { q: typed }));
      }}
    >
      <label>
        <span class="usa-sr-only">Search the console</span>
        <input
          ref={input}
          class="usa-input"
          type="search"
          aria-keyshortcuts="/"
          maxLength={LONGEST}
          placeholder="ID, or words of a title"
          defaultValue={new URLSearchParams(location.search).get("q") ?? ""}
        />
      </label>
      <button type="submit" class="usa-button usa-button--outline">
        Find
      </button>
    </form>
  );
}
