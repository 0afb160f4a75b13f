import { useEffect, useRef, useState } from "preact/hooks";
import { ApiProblem } from "../api";
import { Problem } from "../Problem";
import { dayText, momentText, sizeText } from "../wording";
import { AnswerForm } from "./AnswerForm";
import { useAsked } from "./asked";
import { reviews, type Review } from "./reviewCalls";
import { askerText, inOrder, statusText } from "./reviewWords";

/** As the API has it. */
const MOST_ANSWERS = 20;
const KINDS: Readonly<Record<string, string>> = { pdf: "PDF", docx: "Word", xlsx: "Excel", pptx: "PowerPoint" };

interface Props {
  provider: string;
  activity_id: string;
  mayAnswer: boolean;
}

/** The reviews of an activity: who asks for its documents, what was answered, and where to answer. Nothing if there are none. */
export function Reviews({ provider, activity_id, mayAnswer }: Props) {
  const { data, problem, retry } = useAsked(activity_id, (signal) => reviews(activity_id, signal));
  const [answered, setAnswered] = useState<Readonly<Record<string, Review>>>({});
  const part = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The address leads here before the reviews are.
    if (location.hash === "#reviews") part.current?.scrollIntoView();
  }, [data]);
  if (problem instanceof ApiProblem && problem.kind === "missing") return null;
  if (problem !== null) return <Problem problem={problem} subject="The list of reviews" retry={retry} />;
  if (!data?.length) return null;
  return (
    <section class="console__part" aria-labelledby="reviews">
      <h2 id="reviews" ref={part}>
        Reviews
      </h2>
      <p>
        Whoever reviews an activity asks for its documents. Credits that were reported stay as they are, whatever comes
        of it.
      </p>
      <ul class="groups">
        {inOrder(data).map(({ review_id }) => (
          <OneReview
            key={review_id}
            review={answered[review_id] ?? data.find((review) => review.review_id === review_id)!}
            isAnsweredNow={review_id in answered}
            provider={provider}
            activity_id={activity_id}
            mayAnswer={mayAnswer}
            done={(review) => setAnswered({ ...answered, [review_id]: review })}
          />
        ))}
      </ul>
    </section>
  );
}

interface ReviewProps extends Props {
  review: Review;
  isAnsweredNow: boolean;
  done: (review: Review) => void;
}

function OneReview({ review, isAnsweredNow, provider, activity_id, mayAnswer, done }: ReviewProps) {
  const { review_id, status, reason, due, asked_at, answers, outcome, outcome_words, closed_at } = review;
  const asker = askerText(review);
  const isWaiting = status === "asked" || status === "overdue";
  return (
    <li class={`group ${isWaiting ? "group--error" : ""}`} id={`review-${review_id}`}>
      <p class="group__mark">
        <strong>{statusText(review)}</strong>
        {closed_at && `, ${momentText(closed_at)}`}. {isWaiting ? "To be answered" : "It was to be answered"} until the
        end of {dayText(due)}, US Eastern
        {status === "overdue" && "; an answer is still taken"}. Asked{" "}
        <time dateTime={asked_at}>{momentText(asked_at)}</time>
      </p>
      <h3>{asker}</h3>
      <p class="console__text">{reason}</p>
      {outcome_words && <p class="console__text">They say: {outcome_words}</p>}
      {isAnsweredNow && <Sent key={answers.length} asker={asker} />}
      {answers.map((answer) => (
        <Answer key={`${answer.at} ${answer.words}`} answer={answer} />
      ))}
      {answers.length === 0 && outcome && <p>It wasn’t answered.</p>}
      {!outcome && !mayAnswer && (
        <p>You may look, but not answer. Ask your primary contact, or whoever reports for you.</p>
      )}
      {!outcome && answers.length >= MOST_ANSWERS && <p>There are {MOST_ANSWERS} answers, and no more are taken.</p>}
      {!outcome && mayAnswer && answers.length < MOST_ANSWERS && (
        <AnswerForm
          key={answers.length}
          provider={provider}
          name={{ activity_id, review_id }}
          asker={asker}
          isFirst={answers.length === 0}
          done={done}
        />
      )}
    </li>
  );
}

/** Says that an answer was taken, to whoever has just sent it. */
function Sent({ asker }: { asker: string }) {
  const said = useRef<HTMLParagraphElement>(null);
  // The form that had the focus is gone.
  useEffect(() => said.current?.focus(), []);
  return (
    <p ref={said} class="notice" role="status" tabIndex={-1}>
      Your answer is there. {asker} can read it.
    </p>
  );
}

function Answer({ answer: { at, words, documents } }: { answer: Review["answers"][number] }) {
  return (
    <div class="console__answer">
      <h4>
        Answered <time dateTime={at}>{momentText(at)}</time>
      </h4>
      <p class="console__text">{words}</p>
      {documents.length > 0 && (
        <ul>
          {documents.map(({ file_name, sha256, size, kind }) => (
            <li key={`${sha256} ${file_name}`}>
              {file_name} ({KINDS[kind] ?? kind}, {sizeText(size)})
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
