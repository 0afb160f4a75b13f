import { useEffect, useState } from "preact/hooks";
import { ApiProblem, type SearchQuery } from "../api";
import { changed } from "../query";
import { FLAG_LABELS } from "./filters";

const DISTANCES = [10, 25, 50, 100, 250];
const DIGITS = 2;

interface Props {
  query: SearchQuery;
  problem: unknown;
  go: (query: SearchQuery) => void;
}

/** Where: a place that is written, or the one that the browser tells once it is asked to. */
export function PlaceFilter({ query, problem, go }: Props) {
  const fault = faultOf(problem);
  const [place, setPlace] = useState(query.near ?? "");
  const [note, setNote] = useState("");
  useEffect(() => setPlace(query.near ?? ""), [query.near]);

  function locate() {
    setNote("Asking your browser …");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setNote("");
        go(changed(query, { near: `${coords.latitude.toFixed(DIGITS)},${coords.longitude.toFixed(DIGITS)}` }));
      },
      () => setNote("Your browser didn’t tell where you are. Write a ZIP code or a town instead."),
      { timeout: 10_000, maximumAge: 600_000 },
    );
  }

  return (
    <form
      class="place"
      onSubmit={(event) => {
        event.preventDefault();
        go(changed(query, { near: place.trim() }));
      }}
    >
      <label class="value">
        <span>ZIP code, or town and state</span>
        <input
          class="usa-input"
          autocomplete="postal-code"
          placeholder="60601 or Austin, TX"
          value={place}
          aria-invalid={fault !== ""}
          aria-describedby="place-fault"
          onInput={(event) => setPlace(event.currentTarget.value)}
        />
      </label>
      <p id="place-fault" class="place__fault">
        {fault && `“${query.near}” isn’t found: it ${fault}.`}
      </p>
      <label class="value">
        <span>Within</span>
        <select
          class="usa-select"
          value={query.miles ?? 50}
          onChange={(event) => go(changed(query, { near: place.trim(), miles: Number(event.currentTarget.value) }))}
        >
          {[...new Set([...DISTANCES, query.miles ?? 50])].map((miles) => (
            <option key={miles} value={miles}>
              {miles} miles
            </option>
          ))}
        </select>
      </label>
      <div class="row">
        <button class="usa-button usa-button--outline" type="submit">
          Apply
        </button>
        <button class="usa-button usa-button--unstyled" type="button" onClick={locate}>
          Use my location
        </button>
      </div>
      <p class="place__note" role="status">
        {note}
      </p>
      {query.near && (
        <label class="check check--alone">
          <input
            type="checkbox"
            checked={query.online ?? false}
            onChange={() => go(changed(query, { online: !query.online }))}
          />
          <span>{FLAG_LABELS.online}</span>
        </label>
      )}
    </form>
  );
}

/** Return what the search has against the place; nothing if it has nothing. */
function faultOf(problem: unknown): string {
  const details = problem instanceof ApiProblem ? problem.detail.split("; ") : [];
  return (
    details
      .find((one) => one.startsWith("near: "))
      ?.slice("near: ".length)
      .replace(", or latitude,longitude", "") ?? ""
  );
}
