import Combobox from "@github/combobox-nav";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SearchQuery } from "../api";
import { changed, type ListName } from "../query";
import { Marked } from "./Marked";
import type { Move } from "./address";
import { useSuggestions } from "./suggested";

const RESULTS_AFTER = 50;
/** Fewer letters mean too little to look for before the visitor says so. */
const SHORTEST = 3;
const MOST_OF_A_KIND = 3;

interface Props {
  query: SearchQuery;
  go: (query: SearchQuery, move?: Move) => void;
}

/** The box: results follow what is typed, suggestions go on from it. */
export function SearchBox({ query, go }: Props) {
  const [typed, setTyped] = useState(() => typedSoFar() || (query.q ?? ""));
  const [suggestedFor, setSuggestedFor] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const combobox = useRef<Combobox | null>(null);
  const pending = useRef(0);
  const options = useOptions();
  const isOpen = suggestedFor !== "" && options.length > 0;

  useEffect(() => {
    combobox.current = new Combobox(input.current!, list.current!, { tabInsertsSuggestions: false });
    if (typed.trim() !== (query.q ?? "")) onInput(typed);
    return () => combobox.current?.destroy();
  }, []);
  useEffect(() => {
    if (isOpen) combobox.current?.start();
    else combobox.current?.stop();
  }, [isOpen, options.length]);
  useEffect(() => {
    if (!pending.current && (query.q ?? "") !== typed.trim()) setTyped(query.q ?? "");
  }, [query.q]);

  function onInput(text: string) {
    setTyped(text);
    setSuggestedFor(text);
    clearTimeout(pending.current);
    pending.current = 0;
    const { length } = text.trim();
    if (length > 0 && length < SHORTEST) return;
    pending.current = window.setTimeout(() => ask({ q: text }, "typing"), RESULTS_AFTER);
  }

  function ask(changes: SearchQuery, move: Move) {
    clearTimeout(pending.current);
    pending.current = 0;
    go(changed(query, { ...changes, q: changes.q?.trim() }), move);
  }

  function choose(changes: SearchQuery) {
    setTyped(changes.q ?? "");
    setSuggestedFor("");
    ask(changes, "step");
  }

  function useOptions() {
    const found = useSuggestions(suggestedFor);
    const named = (kind: string, name: ListName & ("area" | "provider")) =>
      found[`${name}s`].slice(0, MOST_OF_A_KIND).map(({ value, label }) => ({
        kind,
        text: label,
        choose: () => choose({ [name]: [...new Set([...(query[name] ?? []), value])] }),
      }));
    return [
      ...found.questions
        .filter((one) => one !== typed.trim().toLowerCase())
        .map((text) => ({ kind: "", text, choose: () => choose({ q: text }) })),
      ...named("Practice area", "area"),
      ...named("Provider", "provider"),
      ...found.activities.slice(0, MOST_OF_A_KIND).map(({ activity_id, title }) => ({
        kind: "Activity",
        text: title,
        choose: () => location.assign(`/activities/${activity_id}`),
      })),
    ];
  }

  return (
    <form
      class="searchbox"
      role="search"
      action="/results"
      onSubmit={(event) => {
        event.preventDefault();
        setSuggestedFor("");
        ask({ q: typed }, "typing");
      }}
    >
      <label class="searchbox__label" for="q">
        Topic, title, provider or specialty
      </label>
      <div class="searchbox__row">
        <input
          ref={input}
          id="q"
          name="q"
          class="usa-input searchbox__input"
          type="search"
          autocomplete="off"
          maxLength={200}
          placeholder="heart failure"
          value={typed}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={() => setSuggestedFor("")}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || !isOpen) return;
            event.preventDefault();
            setSuggestedFor("");
          }}
        />
        <button class="usa-button searchbox__button" type="submit">
          Search
        </button>
      </div>
      <ul ref={list} id="suggestions" class="suggestions" role="listbox" aria-label="Suggestions" hidden={!isOpen}>
        {options.map((one, place) => (
          <li
            key={`${one.kind}:${one.text}`}
            id={`suggestion-${place}`}
            class="suggestions__option"
            role="option"
            aria-selected="false"
            onMouseDown={(event) => event.preventDefault()}
            onClick={one.choose}
          >
            <span>
              <Marked text={one.text} typed={typed} />
            </span>
            {one.kind && <span class="suggestions__kind">{one.kind}</span>}
          </li>
        ))}
      </ul>
    </form>
  );
}

/** Return what was typed before this script was there: the box is in the page that is served. */
function typedSoFar(): string {
  return document.querySelector<HTMLInputElement>("#q")?.value ?? "";
}
