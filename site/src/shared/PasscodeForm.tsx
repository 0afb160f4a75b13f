import { useState } from "preact/hooks";
import type { Refusal } from "./calls";
import { Refused } from "./Refused";

interface Props {
  refusal: Refusal;
  read: (passcode: string) => Promise<void>;
}

export function PasscodeForm({ refusal, read }: Props) {
  const [passcode, setPasscode] = useState("");
  return (
    <form
      class="claim"
      onSubmit={(event) => {
        event.preventDefault();
        void read(passcode);
      }}
    >
      <label class="value">
        <span>Passcode, which the physician tells you</span>
        <input
          class="usa-input"
          type="password"
          autocomplete="off"
          maxLength={100}
          required
          value={passcode}
          onInput={({ currentTarget }) => setPasscode(currentTarget.value)}
        />
      </label>
      {refusal.code !== "PASSCODE_NEEDED" && <Refused {...refusal} />}
      <p>
        <button type="submit" class="usa-button">
          Go on
        </button>
      </p>
    </form>
  );
}
