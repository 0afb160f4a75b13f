import { useState } from "preact/hooks";
import { Problem } from "../Problem";

type Kind = "pdf" | "csv" | "json";

interface Props {
  /** Which version it is, said to those who don't see where it stands. */
  of: string;
  /** Returns where a file is fetched. */
  address: (kind: Kind) => Promise<string>;
}

/** The files of a version that was sent. */
export function YearFiles({ of, address }: Props) {
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <>
      <p class="links">
        {(["pdf", "csv", "json"] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            class="usa-button usa-button--unstyled"
            onClick={() => {
              setProblem(null);
              address(kind).then((found) => location.assign(found), setProblem);
            }}
          >
            {kind.toUpperCase()}
            <span class="usa-sr-only"> of {of}</span>
          </button>
        ))}
      </p>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
    </>
  );
}
