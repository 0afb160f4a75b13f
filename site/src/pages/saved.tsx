import { render } from "preact";
import { useState } from "preact/hooks";
import { forgetSearch, savedSearches } from "../device";
import { dayText } from "../wording";

/** The searches that are kept on this device. */
function Saved() {
  const [searches, setSearches] = useState(savedSearches);

  function forget(query: string) {
    forgetSearch(query);
    setSearches(savedSearches());
    document.getElementById("main")?.focus();
  }

  return (
    <div class="wide page">
      <h1>Saved searches</h1>
      <p class="lede">
        They stay on this device. A calendar or a feed tells you of new activities without you looking.
      </p>
      {searches.length === 0 && (
        <div class="notice">
          <h2>Nothing saved yet</h2>
          <p>
            <a href="/">Search for activities</a>, then choose “Save this search” above the results.
          </p>
        </div>
      )}
      <ul class="saved">
        {searches.map(({ name, query, saved }) => (
          <li key={query}>
            <h2>
              <a href={`/?${query}`}>{name}</a>
            </h2>
            <p>Saved on {dayText(saved)}</p>
            <ul class="links">
              <li>
                <a href={`webcal://${location.host}/api/search/calendar?${query}`}>Subscribe in a calendar</a>
              </li>
              <li>
                <a href={`/api/search/feed?${query}`}>RSS feed</a>
              </li>
              <li>
                <button type="button" class="usa-button usa-button--unstyled" onClick={() => forget(query)}>
                  Remove<span class="usa-sr-only"> {name}</span>
                </button>
              </li>
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

render(<Saved />, document.getElementById("main")!);
