import type { Card } from "../api";
import { areasFor, boardName, countsFor } from "../boards";
import type { Mine } from "../device";
import type { Visitor } from "../visitor";
import { dutiesMet } from "./duties";
import { Marked } from "./Marked";
import { amountText, feeText, pointsText, registrationText, whenText, whereText } from "../wording";

interface Props {
  card: Card;
  /** What was asked, to be seen in the title, or in the line of the description that has it. */
  words: string;
  mine: Visitor;
  now: string;
}

/** What a list shows of an activity. */
export function ResultCard({ card, words, mine, now }: Props) {
  const counting = countsFor(card, mine);
  const met = dutiesMet(card, mine.duties);
  const others = [...areasFor(card, mine), ...(mine.states.includes(card.state ?? "") ? [`in ${card.state}`] : [])];
  const facts = [
    whenText(card, now),
    whereText(card),
    card.fee && feeText(card.fee),
    card.registration && registrationText(card.registration),
  ].filter(Boolean);
  return (
    <article class="card">
      <div class="card__main">
        <p class="card__format">{card.activity_format}</p>
        <h3 class="card__title">
          <a href={`/activities/${card.activity_id}`}>
            <Marked text={card.title} typed={words} />
          </a>
        </h3>
        <p class="card__provider">{card.provider_name}</p>
        {card.excerpt && (
          <p class="card__excerpt">
            <Marked text={card.excerpt} typed={words} />
          </p>
        )}
        <ul class="facts">
          {facts.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <Marks card={card} />
        {(counting.length > 0 || others.length > 0) && (
          <p class="card__mine">
            <strong>For you:</strong>{" "}
            {[...counting.map((one) => `${pointsText(one.points)} for ${one.board}`), ...others].join(", ")}
          </p>
        )}
        {met.length > 0 && (
          <p class="card__mine">
            <strong>Counts toward</strong> {met.join("; ")}
          </p>
        )}
        <p class="printed">{`${location.origin}/activities/${card.activity_id}`}</p>
        <p class="card__missing">
          <a href={`/account/missing?activity=${card.activity_id}`}>
            My credit is missing<span class="usa-sr-only">: {card.title}</span>
          </a>
        </p>
      </div>
      <Credits card={card} mine={mine} />
    </article>
  );
}

function Credits({ card, mine }: { card: Card; mine: Mine }) {
  return (
    <div class="credits">
      {card.credits != null && (
        <p class="credits__amount">
          <b>{amountText(card.credits)}</b> AMA PRA Category 1
        </p>
      )}
      {card.registrations.length > 0 && (
        <ul class="credits__boards">
          {card.registrations.map((one) => (
            <li key={one.board} class={mine.boards.includes(one.board) ? "is-mine" : undefined}>
              <abbr title={boardName(one.board)}>{one.board}</abbr> {pointsText(one.points)}
              <span>{one.credit_types.join(", ")}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What programs besides boards an activity belongs to. */
export function Marks({ card }: { card: Card }) {
  const marks = [
    card.mips && "MIPS improvement activity",
    card.rems && `REMS: ${card.rems}`,
    ...card.state_content.map((one) => `State topic: ${one.topic}`),
  ].filter(Boolean);
  if (!marks.length) return null;
  return (
    <ul class="marks">
      {marks.map((one) => (
        <li key={one as string} class="usa-tag">
          {one}
        </li>
      ))}
    </ul>
  );
}
