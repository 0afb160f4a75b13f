import { render } from "preact";
import { useState } from "preact/hooks";
import { areaName, BOARDS } from "../boards";
import { keepMine, mine, type Mine } from "../device";
import { boardsAddress } from "../query";
import states from "../states.json";
import { visitor } from "../visitor";

/** Where a visitor picks boards, specialties and states. */
function MyBoards() {
  const [chosen, setChosen] = useState(() => ({ ...mine(), areas: [...new Set(mine().areas.map(areaName))] }));
  const [account] = useState(visitor);
  const [note, setNote] = useState("");
  const [sought, setSought] = useState("");
  const isSought = (name: string) => name.toLowerCase().includes(areaName(sought.trim().toLowerCase()));
  const ofMine = BOARDS.filter(({ code }) => chosen.boards.includes(code)).flatMap(({ areas }) => areas);
  /** Without a word that is sought, only groups of the chosen boards, and of what was chosen before them. */
  const isShown = (code: string, areas: string[]) =>
    sought.trim() !== "" ||
    !chosen.boards.length ||
    chosen.boards.includes(code) ||
    areas.some((area) => chosen.areas.includes(area) && !ofMine.includes(area));
  const groups = BOARDS.filter(({ code, areas }) => isShown(code, areas))
    .map((board) => ({ ...board, areas: board.areas.filter(isSought).sort((one, other) => one.localeCompare(other)) }))
    .filter(({ areas }) => areas.length > 0);

  function choose(name: keyof Mine, value: string) {
    const rest = chosen[name].filter((one) => one !== value);
    const next = { ...chosen, [name]: rest.length < chosen[name].length ? rest : [...chosen[name], value] };
    setChosen(next);
    setNote(
      keepMine(next) ? "Kept on this device." : "This browser keeps nothing, perhaps because its window is private.",
    );
  }

  const choice = (name: keyof Mine, value: string, label: string, code = "") => (
    <li key={value}>
      <label class="check">
        <input type="checkbox" checked={chosen[name].includes(value)} onChange={() => choose(name, value)} />
        <span>
          {label} {code && <small>{code}</small>}
        </span>
      </label>
    </li>
  );

  return (
    <div class="wide page mine">
      <h1>My boards</h1>
      <p class="lede">
        Choose your boards, specialties and states, and each activity says what counts for you. The choice stays on this
        device; nobody else learns of it.
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
        <ul class="mine__list">{BOARDS.map(({ code, name }) => choice("boards", code, name, code))}</ul>
      </fieldset>
      <fieldset class="mine__set">
        <legend>Specialties</legend>
        <label class="mine__search">
          <span>Find a specialty</span>
          <input
            class="usa-input"
            type="search"
            value={sought}
            onInput={(event) => setSought(event.currentTarget.value)}
          />
        </label>
        {groups.map(({ code, name, areas }) => {
          const count = areas.filter((area) => chosen.areas.includes(area)).length;
          return (
            <details key={code} open={sought.trim() !== "" || chosen.boards.includes(code) || count > 0}>
              <summary>
                {name} {count > 0 && <small>{count} chosen</small>}
              </summary>
              <ul class="mine__list">{areas.map((area) => choice("areas", area, area))}</ul>
            </details>
          );
        })}
        {!groups.length && <p>No specialty is called so.</p>}
      </fieldset>
      <fieldset class="mine__set">
        <legend>States</legend>
        <details open={chosen.states.length > 0}>
          <summary>Where you take part in person</summary>
          <ul class="mine__list">{states.map(({ code, name }) => choice("states", code, name, code))}</ul>
        </details>
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
