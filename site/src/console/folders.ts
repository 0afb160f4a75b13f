/** The files of folders that somebody dropped or chose. */

/** What the hub may know; the others of a folder, such as notes and pictures, are left out. */
const READABLE = /\.(xlsx|xlsm|csv|tsv|tab|txt|xml|json)(\.gz)?$/i;
/** What programs leave behind beside the files that they have open. */
const HIDDEN = /^(\.|~\$)/;
/** As many files of folders as are taken at once. */
export const MOST_FILES = 500;

export interface Chosen {
  files: readonly File[];
  /** The names of those that were left out of a folder. */
  left: readonly string[];
}

/** Return what was dropped: each file as it is, and of each folder what can be read. */
export async function dropped(entries: readonly FileSystemEntry[]): Promise<Chosen> {
  const files: File[] = [];
  const inFolders: File[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const entry of entries) {
    if (isFolder(entry)) folders.push(entry);
    else files.push(await fileOf(entry as FileSystemFileEntry));
  }
  for (let folder = folders.shift(); folder && inFolders.length <= MOST_FILES; folder = folders.shift())
    for (const entry of await entriesOf(folder)) {
      if (isFolder(entry)) folders.push(entry);
      else inFolders.push(await fileOf(entry as FileSystemFileEntry));
    }
  const readable = readableOf(inFolders);
  return { files: [...files, ...readable.files], left: readable.left };
}

/** Return what can be read of a folder's files, so many at most. */
export function readableOf(all: readonly File[]): Chosen {
  const visible = all.filter(({ name }) => !HIDDEN.test(name));
  const readable = visible.filter(({ name }) => READABLE.test(name));
  const files = readable.slice(0, MOST_FILES);
  return { files, left: visible.filter((file) => !files.includes(file)).map(({ name }) => name) };
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((take, fail) => entry.file(take, fail));
}

async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A browser tells a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((take, fail) => reader.readEntries(take, fail));
    if (!some.length) return all;
    all.push(...some);
  }
}
