import { useRef, useState } from "preact/hooks";

/** Where files are dropped, or chosen. */
export function FileBox({ add }: { add: (files: readonly File[]) => void }) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <label
      class={`drop ${isOver ? "drop--over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <span class="drop__title">Drop files here, or</span>
      <span class="usa-button usa-button--outline">choose files</span>
      <input
        class="usa-sr-only"
        ref={input}
        type="file"
        multiple
        onChange={() => {
          add([...(input.current?.files ?? [])]);
          // The same file can be chosen once more after it was removed.
          input.current!.value = "";
        }}
      />
    </label>
  );
}
