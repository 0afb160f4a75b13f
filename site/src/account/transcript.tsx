import { useEffect, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { dayText, today } from "../wording";
import {
  creditPage,
  needs as askNeeds,
  transcript as askTranscript,
  saveTranscript,
  type CreditPage,
  type Need,
  type Transcript as Told,
} from "./calls";
import { Credentials } from "./Credentials";
import { useDraft } from "../forms/drafts";
import { Preview } from "./Preview";
import type { SectionProps } from "./sections";
import {
  ALL_DAYS,
  firstChoice,
  KINDS,
  queryOf,
  toggled,
  TYPED_DAYS,
  years,
  type Format,
  type TranscriptChoice,
} from "./transcriptChoice";

const FORMATS: readonly [Format, string][] = [
  ["pdf", "PDF"],
  ["xlsx", "Excel"],
  ["csv", "CSV"],
  ["json", "JSON"],
  ["accme", "JSON in ACCME’s shape"],
];
const KIND_NAMES = { CME: "CME credit", MOC: "MOC credit" } as const;

/** What somebody takes along of the own credits: chosen, looked at, and saved. */
export function Transcript({ me }: SectionProps) {
  const [choice, choose] = useDraft<TranscriptChoice>(me.account, "transcript", firstChoice(today()));
  const [offers, setOffers] = useState<{ needs: readonly Need[]; choices: CreditPage["choices"] } | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const query = offers && queryOf(choice, offers.needs);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    Promise.all([askNeeds(controller.signal), creditPage({ limit: 1 }, null, controller.signal)]).then(
      ([{ needs }, { choices }]) => setOffers({ needs, choices }),
      (error: unknown) => controller.signal.aborted || setProblem(error),
    );
    return () => controller.abort();
  }, [attempt]);
  useEffect(() => {
    if (!query || choice.kinds.length === 0) return;
    const controller = new AbortController();
    setProblem(null);
    askTranscript(query, controller.signal).then(setTold, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(error);
    });
    return () => controller.abort();
  }, [JSON.stringify(query), attempt]);

  if (!offers) {
    if (problem !== null) {
      return <Problem problem={problem} subject="Your transcript" retry={() => setAttempt(attempt + 1)} />;
    }
    return <p role="status">Loading your transcript …</p>;
  }
  return (
    <>
      <Choices choice={choice} choose={choose} {...offers} />
      {choice.kinds.length === 0 ? (
        <p role="status">Choose CME credit, MOC credit or both.</p>
      ) : (
        <>
          {query && <Downloads query={query} />}
          {query && <Credentials since={query.since} until={query.until} />}
          <section class="account__part transcript__part-of-page">
            <h2>Preview</h2>
            {problem !== null && (
              <Problem problem={problem} subject="The preview" retry={() => setAttempt(attempt + 1)} />
            )}
            <p class="usa-sr-only" role="status">
              {told && `The preview tells of ${told.activities.length + told.own_credits.length} activities.`}
            </p>
            {problem === null && (told ? <Preview transcript={told} /> : <p role="status">Loading the preview …</p>)}
          </section>
        </>
      )}
    </>
  );
}

interface ChoicesProps {
  choice: TranscriptChoice;
  choose: (choice: TranscriptChoice) => void;
  needs: readonly Need[];
  choices: CreditPage["choices"];
}

function Choices({ choice, choose, needs, choices }: ChoicesProps) {
  const change = (changes: Partial<TranscriptChoice>) => choose({ ...choice, ...changes });
  return (
    <form
      class="claim transcript__choice"
      aria-label="What the transcript tells"
      onSubmit={(event) => event.preventDefault()}
    >
      <label class="value">
        <span>Completed in</span>
        <select
          class="usa-select"
          value={choice.period}
          onChange={({ currentTarget }) => change({ period: currentTarget.value })}
        >
          {years(today()).map((year) => (
            <option key={year}>{year}</option>
          ))}
          {needs.map(({ need, name, starts, ends }) => (
            <option key={need} value={need}>
              {name ?? "A need"}, {dayText(starts)} to {dayText(ends)}
            </option>
          ))}
          <option value={ALL_DAYS}>Any time</option>
          <option value={TYPED_DAYS}>Other days</option>
        </select>
      </label>
      {choice.period === TYPED_DAYS && (
        <div class="filters__days">
          {(["since", "until"] as const).map((name) => (
            <label key={name} class="value">
              <span>{name === "since" ? "First day" : "Last day"}</span>
              <input
                class="usa-input"
                type="date"
                value={choice[name]}
                onChange={({ currentTarget: { value, validity } }) => validity.valid && change({ [name]: value })}
              />
            </label>
          ))}
        </div>
      )}
      <fieldset class="transcript__kinds">
        <legend>What is told</legend>
        {KINDS.map((kind) => (
          <Check
            key={kind}
            text={KIND_NAMES[kind]}
            checked={choice.kinds.includes(kind)}
            change={() => change({ kinds: toggled(choice.kinds, kind) })}
          />
        ))}
        <Check
          text="What waits for a board, marked as pending"
          checked={choice.pending}
          change={() => change({ pending: !choice.pending })}
        />
        <Check
          text="Own credits, in a part of their own"
          checked={choice.own}
          change={() => change({ own: !choice.own })}
        />
      </fieldset>
      <Several
        legend="MOC credit of these boards alone"
        of={choices.boards}
        chosen={choice.boards}
        change={(boards) => change({ boards })}
      />
      <Several
        legend="CME credit for these states alone"
        of={choices.states}
        chosen={choice.states}
        change={(states) => change({ states })}
      />
    </form>
  );
}

interface SeveralProps {
  legend: string;
  of: CreditPage["choices"]["boards"];
  chosen: readonly string[];
  change: (chosen: readonly string[]) => void;
}

/** Several things to choose from, where there are several; none of them means all. */
function Several({ legend, of, chosen, change }: SeveralProps) {
  const gone = chosen.filter((value) => !of.some((choice) => choice.value === value));
  if (of.length + gone.length < 2 && chosen.length === 0) return null;
  return (
    <fieldset class="transcript__kinds">
      <legend>{legend}</legend>
      {[...of, ...gone.map((value) => ({ value, name: value }))].map(({ value, name }) => (
        <Check key={value} text={name} checked={chosen.includes(value)} change={() => change(toggled(chosen, value))} />
      ))}
    </fieldset>
  );
}

function Check({ text, checked, change }: { text: string; checked: boolean; change: () => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={change} />
      <span>{text}</span>
    </label>
  );
}

function Downloads({ query }: { query: ReturnType<typeof queryOf> }) {
  const [making, setMaking] = useState<Format | null>(null);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<unknown>(null);

  async function save(format: Format, name: string) {
    setMaking(format);
    setProblem(null);
    setSaid(`${name} is being made …`);
    try {
      const saved = await saveTranscript({ ...query, format });
      setSaid(`Your browser saves ${saved}.`);
    } catch (error) {
      setSaid("");
      setProblem(error instanceof ApiProblem ? error : new ApiProblem("offline"));
    }
    setMaking(null);
  }

  return (
    <section class="account__part transcript__downloads">
      <h2>Download</h2>
      <div class="row">
        {FORMATS.map(([format, name]) => (
          <button
            key={format}
            type="button"
            class={format === "pdf" ? "usa-button" : "usa-button usa-button--outline"}
            disabled={making !== null}
            onClick={() => void save(format, name)}
          >
            {name}
          </button>
        ))}
      </div>
      <p role="status">{said}</p>
      {problem !== null && <Problem problem={problem} subject="The file" />}
      <p class="transcript__note">
        <a href="/account/shares">Share it by a link</a>. Each of the files tells what the preview does. ACCME’s shape
        has no place for pending and own credits, and leaves them out.
      </p>
    </section>
  );
}
