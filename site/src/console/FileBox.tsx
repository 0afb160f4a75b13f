import { useRef } from "preact/hooks";
import { DropBox } from "./DropBox";
import { dropped, readableOf, type Chosen } from "./folders";

/** Where files and folders are dropped, or chosen. */
export function FileBox({ add }: { add: (chosen: Chosen) => void }) {
  const folder = useRef<HTMLInputElement>(null);

  function drop(transfer: DataTransfer) {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    const plain = { files: [...transfer.files], left: [] };
    // What can't be looked into is taken as it is, and told when it is read.
    if (!entries.some(({ isDirectory }) => isDirectory)) add(plain);
    else dropped(entries).then(add, () => add(plain));
  }

  return (
    <>
      <DropBox
        title="Drop files here, or a folder, or"
        button="choose files"
        choose={(files) => add({ files, left: [] })}
        drop={drop}
      />
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
          onChange={() => {
            add(readableOf([...(folder.current!.files ?? [])]));
            // The same folder can be chosen once more after its files were removed.
            folder.current!.value = "";
          }}
        />
      </p>
    </>
  );
}
