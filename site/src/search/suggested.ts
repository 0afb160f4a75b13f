/** Suggestions for what is being typed. */

import { useEffect, useState } from "preact/hooks";
import { suggestions, type Suggestions } from "../api";

const AFTER = 150;
const SHORTEST = 2;
const NONE: Suggestions = { questions: [], areas: [], providers: [], activities: [] };

/** Return suggestions for a text once it has been left alone for a moment; none for an empty one, or if they fail. */
export function useSuggestions(text: string): Suggestions {
  const [found, setFound] = useState(NONE);
  useEffect(() => {
    if (text.trim().length < SHORTEST) {
      setFound(NONE);
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      suggestions(text, controller.signal)
        .catch(() => NONE)
        .then((answer) => controller.signal.aborted || setFound(answer));
    }, AFTER);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text]);
  return found;
}
