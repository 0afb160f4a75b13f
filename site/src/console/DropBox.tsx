import { useRef, useState } from "preact/hooks";

interface Props {
  /** What is said before the button. */
  title: string;
  button: string;
  accept?: string;
  choose: (files: File[]) => void;
  /** Takes what is dropped. */
  drop: (transfer: DataTransfer) => void;
}

/** A box into which files are dropped, or for which they are chosen. */
export function DropBox({ title, button, accept, choose, drop }: Props) {
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
        if (event.dataTransfer) drop(event.dataTransfer);
      }}
    >
      <span class="drop__title">{title}</span>
      <span class="usa-button usa-button--outline">{button}</span>
      <input
        class="usa-sr-only"
        ref={input}
        type="file"
        multiple
        accept={accept}
        onChange={() => {
          choose([...(input.current!.files ?? [])]);
          // The same file can be chosen once more after it was removed.
          input.current!.value = "";
        }}
      />
    </label>
  );
}
