import { useState } from "preact/hooks";
import { BOARDS } from "../boards";
import states from "../states.json";
import { Choice, Text } from "./activityFields";
import { ActivityPicker } from "./ActivityPicker";
import { addressOf } from "./address";
import { later } from "./later";
import type { Wanted } from "./learnerCalls";
import { LearnerFilters } from "./LearnerFilters";
import { LearnerList } from "./LearnerList";
import { LearnerPage } from "./LearnerPage";
import { readLearnerChoice, wantedOf } from "./learnerQuery";
import { NPI } from "./reportDraft";
import type { SectionProps } from "./sections";

const ReportPage = later(() => import("./ReportPage").then((loaded) => loaded.default));

/** Looking learners up by an activity, by an ID of theirs or of a credit; one record; and reporting one. */
export function Learners({ provider, name }: SectionProps) {
  const mayReport = provider.scopes.includes("learners:write");
  const [choice, setChoice] = useState(() => readLearnerChoice(location.search));
  if (name === "new" && mayReport) return <ReportPage provider={provider.provider_id} />;
  if (name) return <LearnerPage name={name} mayDelete={mayReport} />;
  const wanted: Wanted | null = wantedOf(choice);
  return (
    <>
      <h1>Learners</h1>
      <p class="links console__back">
        {wanted && <a href={addressOf("learners")}>Look for others</a>}
        {mayReport && <a href={addressOf("learners/new", { activity: choice.activity })}>Report a learner</a>}
        {mayReport && <a href={addressOf("match")}>Match a list</a>}
      </p>
      {!wanted && <LookUp />}
      {choice.activity && (
        <>
          <p>
            Of the activity <a href={addressOf(`activities/${choice.activity}`)}>{choice.activity}</a>
          </p>
          <LearnerFilters choice={choice} change={setChoice} />
        </>
      )}
      {wanted && <LearnerList key={JSON.stringify(wanted)} provider={provider} wanted={wanted} mayDelete={mayReport} />}
    </>
  );
}

function LookUp() {
  const [board, setBoard] = useState("");
  const [learner, setLearner] = useState("");
  const [credit, setCredit] = useState("");

  function look(event: Event, parameters: Record<string, string>) {
    event.preventDefault();
    location.assign(addressOf("learners", parameters));
  }

  return (
    <div class="console__forms">
      <section aria-labelledby="by-activity">
        <h2 id="by-activity">By activity</h2>
        <ActivityPicker choose={(activity) => addressOf("learners", { activity })} />
      </section>
      <section aria-labelledby="by-learner">
        <h2 id="by-learner">By the learner’s ID</h2>
        <form class="console__form" onSubmit={(event) => look(event, { board, learner: learner.trim() })}>
          <Choice
            path="board"
            label="Whose ID: a board, a state, or NPI (empty: any board, or the NPI)"
            value={board}
            fault={undefined}
            options={[NPI, ...BOARDS.map(({ code }) => code), ...states.map(({ code }) => code)]}
            change={setBoard}
          />
          <Text path="learner_id" label="The ID" value={learner} fault={undefined} change={setLearner} required />
          <p>
            <button type="submit" class="usa-button">
              Find the learner
            </button>
          </p>
        </form>
      </section>
      <section aria-labelledby="by-credit">
        <h2 id="by-credit">By a credit</h2>
        <form class="console__form" onSubmit={(event) => look(event, { credit: credit.trim() })}>
          <Text
            path="credit_id"
            label="Your ID of a credit"
            value={credit}
            fault={undefined}
            change={setCredit}
            required
          />
          <p>
            <button type="submit" class="usa-button">
              Find the credit
            </button>
          </p>
        </form>
      </section>
    </div>
  );
}
