/** What is in the HTML that is served, before any script runs. */

import "./browser";
import { renderToString } from "preact-render-to-string";
import { ConsolePage } from "../console/ConsolePage";
import { LicensingPage } from "../licensing/LicensingPage";
import { SearchPage } from "../search/SearchPage";

export const PAGES: Readonly<Record<string, () => string>> = {
  home: () => renderToString(<SearchPage />),
  /** Results look the same whatever is asked, until it is known. */
  results: () => renderToString(<SearchPage isAsked />),
  /** Whoever comes, until it is known whether they are signed in. */
  console: () => renderToString(<ConsolePage />),
  licensing: () => renderToString(<LicensingPage />),
};
