import { useEffect, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { showToState, stateChoices, withholdFromState, type StateChoice } from "./calls";

/** Which licensing boards see the person's CME credits, and where that can be chosen. */
export function LicensingBoards() {
  const [states, setStates] = useState<readonly StateChoice[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    stateChoices(controller.signal).then(setStates, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [attempt]);
  return (
    <section class="account__part">
      <h2>Licensing boards</h2>
      <p>
        A state’s licensing board sees the CME credits of its own licensees, and never what you hold at certifying
        boards. Each look is under <a href="/account/looks">Who has looked</a>. You can withhold your credits where
        reporting to the board is voluntary.
      </p>
      {problem !== null && <Problem problem={problem} subject="Your states" retry={() => setAttempt(attempt + 1)} />}
      {!states && problem === null && <p role="status">Loading your states …</p>}
      {states?.length === 0 && <p>Your claims name no state’s licence, so no licensing board sees you here.</p>}
      {states && states.length > 0 && (
        <ul class="looks">
          {states.map((choice) => (
            <State key={choice.state} choice={choice} changed={() => setAttempt(attempt + 1)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function State({ choice, changed }: { choice: StateChoice; changed: () => void }) {
  const { state, name, board, may_withhold, told, source, withheld_since } = choice;
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function act(change: (state: string) => Promise<void>) {
    setSaving(true);
    setProblem(null);
    try {
      await change(state);
      changed();
    } catch (error) {
      setProblem(error);
    }
    setSaving(false);
  }

  return (
    <li>
      <h3>
        {name}: {board}
      </h3>
      <p role="status">
        {withheld_since
          ? `It sees none of your credits: you withhold them since ${momentText(withheld_since)}.`
          : "It sees your CME credits."}
      </p>
      <p class="credit__note">
        {told}
        {source && ` Read in: ${source}.`}
      </p>
      {problem !== null && <Problem problem={problem} subject="Your account" />}
      {(may_withhold || withheld_since) && (
        <p>
          <button
            type="button"
            class="usa-button usa-button--outline"
            disabled={isSaving}
            onClick={() => void act(withheld_since ? showToState : withholdFromState)}
          >
            {withheld_since ? "Show my credits again" : "Withhold my credits"}
            <span class="usa-sr-only">, {name}</span>
          </button>
        </p>
      )}
    </li>
  );
}
