import { useEffect, useRef, useState } from "preact/hooks";

/** Something that is shown once. */
export function Secret({ what, secret }: { what: string; secret: string }) {
  const [said, setSaid] = useState("");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [secret]);
  return (
    <div ref={box} class="notice" role="status" tabIndex={-1}>
      <p>
        <strong>{what}</strong> It is shown this once. Keep it where your system reads it, and nowhere else.
      </p>
      <p class="console__secret">{secret}</p>
      <p>
        <button
          type="button"
          class="usa-button usa-button--outline"
          onClick={() =>
            navigator.clipboard.writeText(secret).then(
              () => setSaid("Copied."),
              () => setSaid("Mark it to copy it."),
            )
          }
        >
          Copy
        </button>{" "}
        {said}
      </p>
    </div>
  );
}
