import { useState } from "preact/hooks";
import { Labelled } from "../forms/Form";
import { Problem } from "../Problem";
import { momentText } from "../wording";
import { signAgreement } from "./yearCalls";
import type { StepProps } from "./YearPage";
import { STEPS } from "./yearWords";

interface Props extends StepProps {
  maySign: boolean;
  who: (by: string) => string;
}

/** The agreement's text, and who signed it or the form to do so. */
export function YearAgreement({ year, changed, maySign, who }: Props) {
  const { version, paragraphs, signed_at, signed_by, name } = year.agreement;
  return (
    <section class="console__part year__part" id="agreement" aria-labelledby="agreement-title">
      <h2 id="agreement-title">{STEPS.agreement}</h2>
      <ul>
        {paragraphs.map((paragraph) => (
          <li key={paragraph}>{paragraph}</li>
        ))}
      </ul>
      {signed_at && signed_by ? (
        <p>
          Version {version}, signed by {name} ({who(signed_by)}) on {momentText(signed_at)}.
        </p>
      ) : maySign ? (
        <Signing year={year} changed={changed} version={version} />
      ) : (
        <p>Version {version}. It isn’t signed yet.</p>
      )}
    </section>
  );
}

function Signing({ year, changed, version }: Pick<StepProps, "year" | "changed"> & { version: string }) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <form
      class="console__form"
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(null);
        signAgreement(year.year, version, name).then((now) => changed(now, "The agreement is signed."), setProblem);
      }}
    >
      <Labelled name="signer" label="Your name, to sign" fault={undefined}>
        <input
          class="usa-input"
          name="signer"
          required
          autocomplete="name"
          maxLength={200}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Labelled>
      {problem !== null && <Problem problem={problem} subject="The hub" />}
      <p>
        <button type="submit" class="usa-button">
          Sign version {version}
        </button>
      </p>
    </form>
  );
}
