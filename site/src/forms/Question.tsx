import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { Problem } from "../Problem";

interface Props {
  /** What the button says that leads here. */
  button: ComponentChildren;
  title: string;
  yes: string;
  no: string;
  /** What has to be typed first, where a click alone would be too little. */
  word?: string;
  /** What may be at fault. */
  subject?: string;
  /** Does it; what it throws is told. */
  act: () => Promise<void>;
  children: ComponentChildren;
}

/** A button for what can't be undone, which asks first. */
export function Question({ button, title, yes, no, word = "", subject = "Your account", act, children }: Props) {
  const asking = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [typed, setTyped] = useState("");
  const id = useId();

  async function go() {
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    }
    asking.current?.close();
  }

  return (
    <>
      {problem !== null && <Problem problem={problem} subject={subject} />}
      <button type="button" class="usa-button usa-button--unstyled" onClick={() => asking.current?.showModal()}>
        {button}
      </button>
      <dialog ref={asking} class="account__ask" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        <p>{children}</p>
        {word && (
          <label class="value">
            <span>To go on, type the word “{word}”</span>
            <input
              class="usa-input"
              autocomplete="off"
              autocapitalize="none"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
        )}
        <p class="row">
          <button
            type="button"
            class="usa-button"
            disabled={typed.trim().toLowerCase() !== word}
            onClick={() => void go()}
          >
            {yes}
          </button>
          <button type="button" class="usa-button usa-button--outline" onClick={() => asking.current?.close()}>
            {no}
          </button>
        </p>
      </dialog>
    </>
  );
}
