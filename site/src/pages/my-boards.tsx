import { render } from "preact";
import { useState } from "preact/hooks";
import { AREAS, BOARDS } from "../boards";
import { keepMine, mine, type Mine } from "../device";
import { boardsAddress } from "../query";
import { visitor } from "../visitor";

/** Where a visitor picks boards and specialties. */
function MyBoards() {
  const [chosen, setChosen] = useState(mine);
  const [account] = useState(visitor);
  const [note, setNote] = useState("");
  const areas = chosen.boards.length
    ? BOARDS.filter((one) => chosen.boards.includes(one.code)).flatMap((one) => one.areas)
    : AREAS;
  const shown = [...new Set([...areas, ...chosen.areas])].sort((one, other) => one.localeCompare(other));

  function choose(name: keyof Mine, value: string) {
    const rest = chosen[name].filter((one) => one !== value);
    const next = { ...chosen, [name]: rest.length < chosen[name].length ? rest : [...chosen[name], value] };
    setChosen(next);
    setNote(
      keepMine(next) ? "Kept on this device." : "This browser keeps nothing, perhaps because its window is private.",
    );
  }

  return (
    <div class="wide page mine">
      <h1>My boards</h1>
      <p class="lede">
        Choose your boards and specialties, and each activity says what counts for you. The choice stays on this device;
        nobody else learns of it.
      </p>
      {account.isSignedIn && (
        <p class="notice">
          You are signed in: until you sign out, what counts for you is what counts for {account.boards.join(", ")}, the
          boards of <a href="/account/needs">your account</a>.
        </p>
      )}
      <p class="mine__note" role="status">
        {note}
      </p>
      <fieldset class="mine__set">
        <legend>Boards</legend>
        <ul class="mine__list">
          {BOARDS.map(({ code, name }) => (
            <li key={code}>
              <label class="check">
                <input type="checkbox" checked={chosen.boards.includes(code)} onChange={() => choose("boards", code)} />
                <span>
                  {name} <small>{code}</small>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset class="mine__set">
        <legend>Specialties</legend>
        <ul class="mine__list">
          {shown.map((area) => (
            <li key={area}>
              <label class="check">
                <input type="checkbox" checked={chosen.areas.includes(area)} onChange={() => choose("areas", area)} />
                <span>{area}</span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      <p>
        <a class="usa-button" href={boardsAddress(chosen.boards)}>
          {chosen.boards.length ? "Show what counts for my boards" : "Show all activities"}
        </a>
      </p>
    </div>
  );
}

render(<MyBoards />, document.getElementById("main")!);
