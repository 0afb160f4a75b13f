import { useEffect, useState } from "preact/hooks";
import { spanText } from "../askedWords";
import { useAsked } from "../console/asked";
import { Problem } from "../Problem";
import { saveAs } from "../saving";
import { amountText, dayText } from "../wording";
import { addressOf, licenceOf, licenseeAddress } from "./address";
import { AskedItem } from "./AskedItem";
import { licenseePage, printedPage, type LicenseePage, type ReadingInput } from "./calls";
import { CreditTable } from "./CreditTable";
import { neededText } from "./licenseeWords";
import type { SectionProps } from "./sections";
import { SpanChoice } from "./SpanChoice";

/** How the licensee stands whom the address names. */
export function Licensee({ state: { state } }: SectionProps) {
  const [licence, setLicence] = useState(licenceOf(location.hash));
  useEffect(() => {
    const look = () => setLicence(licenceOf(location.hash));
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  if (!licence) {
    return (
      <>
        <h1>No licensee is chosen</h1>
        <p>
          <a href={addressOf("", state)}>Look one up</a>.
        </p>
      </>
    );
  }
  return <Read key={licence} state={state} asked={askedOf(licence, location.search)} />;
}

function askedOf(licence: string, search: string): ReadingInput {
  const parameters = new URLSearchParams(search);
  const [since, until, degree] = ["since", "until", "degree"].map((name) => parameters.get(name));
  return {
    licence,
    ...(since && { since }),
    ...(until && { until }),
    ...((degree === "MD" || degree === "DO") && { degree }),
  };
}

function Read({ state, asked }: { state: string; asked: ReadingInput }) {
  const { data: page, problem, retry } = useAsked("page", () => licenseePage(state, asked));
  if (problem !== null) return <Problem problem={problem} subject="The page" retry={retry} />;
  if (!page) return <p role="status">Loading the licensee’s credits …</p>;
  return <Shown page={page} asked={asked} />;
}

function Shown({ page, asked }: { page: LicenseePage; asked: ReadingInput }) {
  const duties = [page.hours, page.category_1, ...page.duties].filter((duty) => duty !== null);
  return (
    <>
      <h1>
        {page.given_name} {page.family_name}
      </h1>
      <p>
        Licence {page.licence}, born {page.birth_month_day.replace("-", "/")}
        {page.npi && `, NPI ${page.npi}`}
        {page.degree && `, ${page.degree}`}
        {page.issued && `, licensed since ${dayText(page.issued)}`}
        {page.expires && `, valid until ${dayText(page.expires)}`}
      </p>
      <Tools page={page} asked={asked} />
      <section class="console__part" aria-labelledby="cycle">
        <h2 id="cycle">{page.is_cycle ? "Cycle" : "Days looked at"}</h2>
        <p>
          <strong>{spanText(page.starts, page.ends)}</strong>
          {page.is_cycle && page.is_first && ", the licensee’s first cycle"}. {amountText(page.total)} credits,{" "}
          {page.latest ? `the latest of all completed on ${dayText(page.latest)}` : "none known yet"}.
        </p>
        {page.needed.length > 0 && (
          <p class="notice">
            The cycle can’t be told: it isn’t known {neededText(page.needed)}. Choose the days to look at.
          </p>
        )}
        <SpanChoice page={page} show={(chosen) => location.assign(chosen)} />
      </section>
      <section class="console__part" aria-labelledby="asked">
        <h2 id="asked">Requirements: {page.board}</h2>
        {!page.is_told && <p>What is asked in these days isn’t told here.</p>}
        {page.needed.length > 0 && <p>Once days are chosen, everything that is asked is judged by them.</p>}
        {page.degree_needed && (
          <p class="notice">
            Osteopathic physicians have a board of their own here, and your roster doesn’t say which one licenses. Shown
            is what the medical board asks.{" "}
            <a href={licenseeAddress(page.state, page.licence, { ...spanOf(asked), degree: "DO" })}>
              Judge as an osteopathic physician
            </a>
          </p>
        )}
        <ul class="groups">
          {duties.map((duty) => (
            <AskedItem key={duty.sentence} duty={duty} credits={page.credits} />
          ))}
        </ul>
        {page.undecided.map((sentence) => (
          <p key={sentence}>If this is the first cycle: {sentence}</p>
        ))}
        <p class="console__hint">
          Judged by what providers reported. What nobody reported, and what may not be shown to your board, isn’t here,
          so something may be met that is told as open.
        </p>
      </section>
      <section class="console__part" aria-labelledby="credits">
        <h2 id="credits">Credits</h2>
        <CreditTable credits={page.credits} />
      </section>
    </>
  );
}

/** Return the chosen days as parameters of an address. */
function spanOf({ since, until }: ReadingInput): Record<string, string> {
  return since && until ? { since, until } : {};
}

function Tools({ page, asked }: { page: LicenseePage; asked: ReadingInput }) {
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  async function save() {
    setSaving(true);
    setProblem(null);
    try {
      saveAs([await printedPage(page.state, asked)], `licensee-${page.state}-${page.licence}.pdf`);
    } catch (failure) {
      setProblem(failure);
    }
    setSaving(false);
  }

  return (
    <>
      <p class="row licensee__tools">
        <button type="button" class="usa-button usa-button--outline" disabled={isSaving} onClick={() => void save()}>
          Download as PDF
        </button>
        <button type="button" class="usa-button usa-button--outline" onClick={() => print()}>
          Print
        </button>
      </p>
      {problem !== null && <Problem problem={problem} subject="The print" />}
    </>
  );
}
