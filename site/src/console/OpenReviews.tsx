import { Problem } from "../Problem";
import { dayText } from "../wording";
import { addressOf } from "./address";
import { useAsked } from "./asked";
import { waitingReviews } from "./reviewCalls";
import { askerText, statusText } from "./reviewWords";

const MOST_TOLD = 10;

/** Reviews that wait for an answer, at the start; nothing if there are none. */
export function OpenReviews() {
  const { data, problem, retry } = useAsked("reviews", (signal) => waitingReviews(MOST_TOLD, signal));
  if (problem !== null) return <Problem problem={problem} subject="The list of reviews" retry={retry} />;
  if (!data?.rows.length) return null;
  return (
    <section class="console__part" aria-labelledby="reviews">
      <h2 id="reviews">Documents that are asked for</h2>
      <ul class="groups">
        {data.rows.map((review) => (
          <li key={`${review.activity_id} ${review.review_id}`} class="group group--error">
            <h3>
              <a href={`${addressOf(`activities/${review.activity_id}`)}#reviews`}>{review.title}</a>
            </h3>
            <p>
              <strong>{statusText(review)}</strong>. {askerText(review)} asked for documents until the end of{" "}
              {dayText(review.due)}, US Eastern.
            </p>
          </li>
        ))}
      </ul>
      {data.next && <p>There are more; they are listed once some of these are answered.</p>}
    </section>
  );
}
