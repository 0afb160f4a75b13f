import createClient from "openapi-fetch";
import { useEffect, useState } from "preact/hooks";
import { Preview } from "../account/Preview";
import { saveAs } from "../account/saving";
import { ApiProblem } from "../api";
import type { components, paths } from "../passport-api";
import { Problem } from "../Problem";
import { momentText } from "../wording";

type Shared = components["schemas"]["SharedTranscript"];
type Format = components["schemas"]["GivenFile"]["format"];

const client = createClient<paths>({ baseUrl: "/" });
const FORMATS: readonly [Format, string][] = [
  ["pdf", "PDF"],
  ["xlsx", "Excel"],
  ["csv", "CSV"],
  ["json", "JSON"],
];
const NEEDED = "PASSCODE_NEEDED";

/** What a physician shares with whoever has the link, and its passcode if it has one. */
export function SharedPage({ token }: { token: string }) {
  const [shared, setShared] = useState<Shared | null>(null);
  const [passcode, setPasscode] = useState("");
  const [refusal, setRefusal] = useState<{ code: string; title: string; detail: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);

  async function read() {
    setProblem(null);
    try {
      const body = { token, ...(passcode && { passcode }) };
      const { data, error, response } = await client.POST("/v1/shares/read", { body });
      if (data) setShared(data);
      else if (response.status < 500 && error) setRefusal(error);
      else setProblem(new ApiProblem("fault"));
    } catch {
      setProblem(new ApiProblem("offline"));
    }
  }
  useEffect(() => void read(), [attempt]);

  return (
    <div class="wide page">
      <h1>A shared transcript</h1>
      {problem !== null ? (
        <Problem problem={problem} subject="The transcript" retry={() => setAttempt(attempt + 1)} />
      ) : shared ? (
        <Told shared={shared} token={token} passcode={passcode} />
      ) : refusal?.code.startsWith("PASSCODE") ? (
        <form
          class="claim"
          onSubmit={(event) => {
            event.preventDefault();
            void read();
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
          {refusal.code !== NEEDED && <Refused {...refusal} />}
          <p>
            <button type="submit" class="usa-button">
              Read the transcript
            </button>
          </p>
        </form>
      ) : refusal ? (
        <Refused {...refusal} />
      ) : (
        <p role="status">Loading the transcript …</p>
      )}
    </div>
  );
}

function Refused({ title, detail }: { title: string; detail: string }) {
  return (
    <div class="notice notice--alarm" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{detail}</p>
    </div>
  );
}

function Told({ shared, token, passcode }: { shared: Shared; token: string; passcode: string }) {
  const [said, setSaid] = useState("");
  const [isMaking, setMaking] = useState(false);

  async function save(format: Format, name: string) {
    setMaking(true);
    setSaid(`${name} is being made …`);
    const body = { token, format, ...(passcode && { passcode }) };
    try {
      const { data, response } = await client.POST("/v1/shares/file", { body, parseAs: "blob" });
      if (!data) throw new ApiProblem("fault");
      const day = shared.transcript.made_at.slice(0, 10);
      const [, file = `transcript-${day}.${format}`] =
        /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
      saveAs([data as unknown as Blob], file);
      setSaid(`Your browser saves ${file}.`);
    } catch {
      setSaid("The file couldn’t be got. Load the page again: the share may be over.");
    }
    setMaking(false);
  }

  return (
    <>
      <p>
        Shared with {shared.reader} until {momentText(shared.ends_at)}.{" "}
        {shared.is_fixed
          ? "It stays as it was when it was shared."
          : "It tells what is so now; what boards decide later will be here when you load it again."}{" "}
        The physician sees that it was read.
      </p>
      <div class="row transcript__downloads">
        {FORMATS.map(([format, name]) => (
          <button
            key={format}
            type="button"
            class={format === "pdf" ? "usa-button" : "usa-button usa-button--outline"}
            disabled={isMaking}
            onClick={() => void save(format, name)}
          >
            {name}
          </button>
        ))}
      </div>
      <p role="status">{said}</p>
      <section class="account__part transcript__part-of-page">
        <h2>What it tells</h2>
        <Preview transcript={shared.transcript} />
      </section>
    </>
  );
}
