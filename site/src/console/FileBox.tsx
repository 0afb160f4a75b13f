import { useRef, useState } from "preact/hooks";
import { dropped, readableOf, type Chosen } from "./folders";

/** Where files and folders are dropped, or chosen. */
export function FileBox({ add }: { add: (chosen: Chosen) => void }) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function take(input: HTMLInputElement, chosen: Chosen) {
    add(chosen);
    // The same file can be chosen once more after it was removed.
    input.value = "";
  }

  function drop(transfer: DataTransfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    const plain = { files: [...transfer.files], left: [] };
    // What can't be looked into is taken as it is, and told when it is read.
    if (!entries.some(({ isDirectory }) => isDirectory)) add(plain);
    else dropped(entries).then(add, () => add(plain));
  }

  return (
    <>
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
        <span class="drop__title">Drop files here, or a folder, or</span>
        <span class="usa-button usa-button--outline">choose files</span>
        <input
          class="usa-sr-only"
          ref={files}
          type="file"
          multiple
          onChange={() => take(files.current!, { files: [...(files.current!.files ?? [])], left: [] })}
        />
      </label>
      <p class="row">
        <button type="button" class="usa-button usa-button--unstyled" onClick={() => folder.current!.click()}>
          Choose a folder
        </button>
        <input
          hidden
          ref={folder}
          type="file"
          // Preact's types don't know it.
          {...{ webkitdirectory: true }}
          aria-label="A folder"
          onChange={() => take(folder.current!, readableOf([...(folder.current!.files ?? [])]))}
        />
      </p>
    </>
  );
}
