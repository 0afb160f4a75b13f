import { BOARDS } from "../boards";

interface Props {
  boards: readonly string[];
  choose: (boards: string[]) => void;
}

/** For which boards' credit a contact wants to be told of files; for all, if none is chosen. */
export function MailBoards({ boards, choose }: Props) {
  return (
    <details open={boards.length > 0}>
      <summary>Only some boards’ credit ({boards.length === 0 ? "all boards" : boards.join(", ")})</summary>
      <fieldset class="usa-fieldset">
        <legend class="usa-sr-only">Boards</legend>
        <p class="console__hint">
          Without a choice you are told of all files. A file of which a row’s board isn’t known is told all the same.
        </p>
        {BOARDS.map(({ code, name }) => (
          <label key={code} class="check">
            <input
              type="checkbox"
              checked={boards.includes(code)}
              onChange={(event) =>
                choose(event.currentTarget.checked ? [...boards, code] : boards.filter((board) => board !== code))
              }
            />
            <span>
              {name} ({code})
            </span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
