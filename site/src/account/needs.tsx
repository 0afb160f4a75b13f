import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../Problem";
import { boardsAddress } from "../query";
import { keepAccountBoards, keepAccountDuties } from "../visitor";
import { today } from "../wording";
import { openDuties } from "./dutyWords";
import { me as askMe, needs as askNeeds, stateDuties, type Needs as NeedList, type StateDuties } from "./calls";
import { DutyList } from "./DutyList";
import { NeedForm } from "./NeedForm";
import { NeedItem } from "./NeedItem";
import type { SectionProps } from "./sections";

/** What somebody has to earn by when, and how far that has come. */
export function Needs({ me }: SectionProps) {
  const [told, setTold] = useState<NeedList | null>(null);
  const [duties, setDuties] = useState<readonly StateDuties[]>([]);
  const [boards, setBoards] = useState(me.boards);
  const [problem, setProblem] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [changing, setChanging] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    const { signal } = controller;
    Promise.all([askNeeds(signal), attempt ? askMe(signal) : me, stateDuties(signal)]).then(
      ([needs, account, states]) => {
        setTold(needs);
        setDuties(states);
        if (!signal.aborted) keepAccountDuties(openDuties(states, today()));
        setBoards(account.boards);
        // At first the page around has kept them; a late answer mustn’t bring back what signing out forgets.
        if (attempt) keepAccountBoards(account.boards);
      },
      (error: unknown) => signal.aborted || setProblem(error),
    );
    return () => controller.abort();
  }, [attempt]);

  function leave() {
    setChanging(null);
    heading.current?.focus();
  }

  function look(now: string) {
    setSaid(now);
    leave();
    setAttempt(attempt + 1);
  }

  if (!told) {
    if (problem !== null) return <Problem problem={problem} subject="Your needs" retry={() => look("")} />;
    return <p role="status">Loading your needs …</p>;
  }
  const form = { account: me.account, boards: told.boards, board: boards[0] ?? "" };
  return (
    <>
      {me.claims.length === 0 && (
        <div class="notice">
          <h2>Progress needs a claim</h2>
          <p>
            You can note what you need. What counts toward it is known once you have{" "}
            <a href="/account/claims">said who you are</a>.
          </p>
        </div>
      )}
      <section class="account__part">
        <h2 ref={heading} tabIndex={-1}>
          What you need
        </h2>
        <p role="status">{said}</p>
        {problem !== null && <Problem problem={problem} subject="Your needs" retry={() => look("")} />}
        {told.needs.length === 0 ? (
          <p>
            Nothing yet. Say below what your board or your state asks, such as 50 AMA PRA Category 1 credits until the
            end of next year, and this page tells what counts toward it and what is missing.
          </p>
        ) : (
          <p>
            A credit counts by the day on which you completed it, the first and the last day of the cycle included. MOC
            points and CME credits aren’t added together: they are often the same learning. Only what providers reported
            is counted.
          </p>
        )}
        <ul class="looks">
          {told.needs.map((need) => (
            <li key={need.need}>
              {changing === need.need ? (
                <>
                  <h3>Change the need</h3>
                  <NeedForm {...form} need={need} saved={() => look("The need is changed.")} />
                  <p>
                    <button type="button" class="usa-button usa-button--unstyled" onClick={leave}>
                      Leave it as it is
                    </button>
                  </p>
                </>
              ) : (
                <NeedItem
                  need={need}
                  all={told.needs}
                  change={() => setChanging(need.need)}
                  deleted={() => look("The need is deleted.")}
                />
              )}
            </li>
          ))}
        </ul>
        {boards.length > 0 && (
          <p>
            <a class="usa-button usa-button--outline" href={boardsAddress(boards)}>
              Find activities that count for {boards.join(", ")}
            </a>
          </p>
        )}
      </section>
      {duties.length > 0 && (
        <section class="account__part">
          <h2>What your states ask, duty by duty</h2>
          <p>
            Judged by the CME credits that providers reported and that count. A state’s board has the last word on what
            it asks, and on whom a duty concerns.
          </p>
          {duties.map((state) => (
            <DutyList key={`${state.state} ${state.starts} ${state.ends}`} duties={state} />
          ))}
        </section>
      )}
      <section class="account__part">
        <h2>Add a need</h2>
        <NeedForm key={attempt} {...form} need={null} saved={() => look("The need is added.")} />
      </section>
    </>
  );
}
