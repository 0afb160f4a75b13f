import { useId, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { agreeOnHeading } from "./headingCalls";
import type { FilePreview } from "./previews";

const AS_KNOWN = "as the hub knows it";
const NOT_READ = "";

interface Props {
  preview: FilePreview;
  /** Once something was said, so that the file is looked at again. */
  changed: () => void;
}

/** What each column of a file is read as, which its sender can say otherwise for all files of the provider. */
export function ColumnMeanings({ preview, changed }: Props) {
  const { read, not_read, columns } = preview;
  const id = useId();
  const [problem, setProblem] = useState<unknown>(null);
  const all = [
    ...not_read.map(({ heading }) => ({ heading, meaning: NOT_READ })),
    ...read.map(({ heading, read_as }) => ({ heading, meaning: read_as })),
  ];
  // A heading may stand there several times; one that is read from now on stays at its place, with the keyboard on it.
  const headings = [...new Map(all.map((column) => [column.heading, column])).values()];
  headings.sort((first, second) => first.heading.localeCompare(second.heading));

  async function agree(heading: string, meaning: string) {
    setProblem(null);
    try {
      await agreeOnHeading(heading, meaning === AS_KNOWN ? null : meaning);
      changed();
    } catch (failure) {
      setProblem(failure);
    }
  }

  return (
    <details>
      <summary>What each column is read as</summary>
      <p class="console__hint">
        What you choose counts for every file of the provider from now on, however it is sent.
      </p>
      <ul class="file__meanings">
        {headings.map(({ heading, meaning }, place) => (
          <li key={`${place} ${heading}`}>
            <label for={`${id}-${place}`}>{heading}</label>
            <select
              id={`${id}-${place}`}
              class="usa-select"
              value={meaning}
              onChange={(event) => void agree(heading, event.currentTarget.value)}
            >
              <option value={NOT_READ}>not read</option>
              {[...new Set([...columns, meaning])].filter(Boolean).map((column) => (
                <option key={column} value={column}>
                  {column}
                </option>
              ))}
              <option value={AS_KNOWN}>{AS_KNOWN}</option>
            </select>
          </li>
        ))}
      </ul>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
    </details>
  );
}
