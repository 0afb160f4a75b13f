import { useState } from "preact/hooks";
import { saveCredential, type Credit } from "./calls";

/** Has one credit signed as an Open Badge, and saved as a file. */
export function Badge({ credit }: { credit: Credit }) {
  const [said, setSaid] = useState("");
  const [isMaking, setMaking] = useState(false);

  async function make() {
    const { record, board, credit_type } = credit;
    setMaking(true);
    setSaid("The badge is being signed …");
    const { name, refusal } = await saveCredential({ credit: { record, board: board!, credit_type } }).catch(() => ({
      name: undefined,
      refusal: "It couldn’t be made. Try again in a minute.",
    }));
    setSaid(refusal ?? `Your browser saves ${name}, an Open Badge that others can verify.`);
    setMaking(false);
  }

  return (
    <div>
      <button
        type="button"
        class="usa-button usa-button--unstyled credit__history"
        disabled={isMaking}
        onClick={() => void make()}
      >
        Badge
        <span class="usa-sr-only">
          {" "}
          of {credit.title}, {credit.credit_type}
        </span>
      </button>
      <p class="credit__told" role="status">
        {said}
      </p>
    </div>
  );
}
