import { useState } from "preact/hooks";
import type { SearchPage, SearchQuery } from "../api";
import { boardName } from "../boards";
import type { Mine } from "../device";
import states from "../states.json";
import { changed, toggled, type FlagName, type ListName } from "../query";
import type { Move } from "./address";
import { choices, FLAG_LABELS, LIST_LABELS } from "./filters";
import { PlaceFilter } from "./PlaceFilter";

const SHOWN = 6;
const OPEN_AT_FIRST: readonly string[] = ["board", "format", "delivery"];

interface Props {
  query: SearchQuery;
  page: SearchPage | null;
  mine: Mine;
  /** Why there is no answer, which may be for what a field says. */
  problem: unknown;
  go: (query: SearchQuery, move?: Move) => void;
}

/** All filters, each with how many activities its values would give. */
export function FilterPanel(props: Props) {
  const { query, mine, problem, go } = props;
  const isOnlyMine =
    mine.boards.length > 0 && mine.boards.every((one) => (query.board as string[] | undefined)?.includes(one));
  return (
    <div class="filters">
      {mine.boards.length > 0 && (
        <label class="check check--alone">
          <input
            type="checkbox"
            checked={isOnlyMine}
            onChange={() =>
              go(changed(query, { board: (isOnlyMine ? [] : mine.boards) as NonNullable<SearchQuery["board"]> }))
            }
          />
          <span>Only what counts for my boards</span>
        </label>
      )}
      <Facet name="board" {...props} />
      <Facet name="credit_type" {...props} />
      <Facet name="area" {...props} />
      <Facet name="format" {...props} />
      <Facet name="delivery" {...props} />
      <Group title="Place" isOpen={Boolean(query.near || query.state)}>
        <PlaceFilter query={query} problem={problem} go={go} />
        <Choices name="state" {...props} />
      </Group>
      <Group title="Dates" isOpen={Boolean(query.ends_from || query.starts_by || query.past)}>
        <Value name="ends_from" label="From" type="date" query={query} go={go} />
        <Value name="starts_by" label="Until" type="date" query={query} go={go} />
        <Flag name="past" query={query} go={go} />
      </Group>
      <Group title="Amount" isOpen={Boolean(query.min_points || query.min_credits || query.max_credits)}>
        <Value name="min_points" label="Board points, at least" type="number" query={query} go={go} />
        <Value name="min_credits" label="CME credits, at least" type="number" query={query} go={go} />
        <Value name="max_credits" label="CME credits, at most" type="number" query={query} go={go} />
      </Group>
      <Facet name="fee" {...props} />
      <Facet name="registration" {...props} />
      <Group title={LIST_LABELS.topic} isOpen={Boolean(query.topic || query.asked_by)}>
        <AskedBy query={query} go={go} />
        <Choices name="topic" {...props} />
      </Group>
      <Group title="MIPS, MATE Act and REMS" isOpen={Boolean(query.mips || query.mate || query.rems)}>
        <Flag name="mips" query={query} go={go} />
        <Flag name="mate" query={query} go={go} />
        <Choices name="rems" {...props} />
      </Group>
      <Facet name="provider" {...props} />
    </div>
  );
}

function Group({ title, isOpen, children }: { title: string; isOpen: boolean; children: preact.ComponentChildren }) {
  const [open] = useState(isOpen);
  return (
    <details class="filters__group" open={open}>
      <summary>{title}</summary>
      <fieldset>
        <legend class="usa-sr-only">{title}</legend>
        {children}
      </fieldset>
    </details>
  );
}

function Facet(props: Props & { name: ListName }) {
  if (props.page && !choices(props.name, props.query, props.page).length) return null;
  const isOpen = OPEN_AT_FIRST.includes(props.name) || Boolean(props.query[props.name]?.length);
  return (
    <Group title={LIST_LABELS[props.name]} isOpen={isOpen}>
      <Choices {...props} />
    </Group>
  );
}

function Choices({ name, query, page, go }: Props & { name: ListName }) {
  const [showsAll, setShowsAll] = useState(false);
  const all = choices(name, query, page);
  const chosen: readonly string[] = query[name] ?? [];
  const shown =
    showsAll || name === "board" ? all : all.filter((one, place) => place < SHOWN || chosen.includes(one.value));
  return (
    <>
      <ul class="filters__values">
        {shown.map(({ value, label, count }) => (
          <li key={value}>
            <label class="check">
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={() => go(toggled(query, name, value))}
              />
              <span>{name === "board" ? <abbr title={boardName(value)}>{label}</abbr> : label}</span>
              <span class="check__count">{count.toLocaleString()}</span>
            </label>
          </li>
        ))}
      </ul>
      {(showsAll || shown.length < all.length) && name !== "board" && (
        <button
          type="button"
          class="usa-button usa-button--unstyled"
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? "Show fewer" : `Show all ${all.length}`}
          <span class="usa-sr-only"> values of {LIST_LABELS[name]}</span>
        </button>
      )}
    </>
  );
}

/** Choose a state: what is about a topic that it asks its physicians to learn. */
function AskedBy({ query, go }: Pick<Props, "query" | "go">) {
  const chosen: readonly string[] = query.asked_by ?? [];
  return (
    <label class="value">
      <span>{LIST_LABELS.asked_by}</span>
      <select
        class="usa-select"
        value={chosen.length === 1 ? chosen[0] : ""}
        onChange={({ currentTarget: { value } }) =>
          go(changed(query, { asked_by: value ? ([value] as NonNullable<SearchQuery["asked_by"]>) : undefined }))
        }
      >
        <option value="">{chosen.length > 1 ? "Several states" : "Any state"}</option>
        {states.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ValueProps {
  name: "ends_from" | "starts_by" | "min_points" | "min_credits" | "max_credits";
  label: string;
  type: "date" | "number";
  query: SearchQuery;
  go: Props["go"];
}

function Value({ name, label, type, query, go }: ValueProps) {
  return (
    <label class="value">
      <span>{label}</span>
      <input
        class="usa-input"
        type={type}
        value={query[name] ?? ""}
        {...(type === "number" ? { min: 0, max: 1000, step: 0.25, inputMode: "decimal" as const } : {})}
        onChange={({ currentTarget: { value, validity } }) => {
          if (validity.valid)
            go(changed(query, { [name]: value === "" ? undefined : type === "number" ? Number(value) : value }));
        }}
      />
    </label>
  );
}

function Flag({ name, query, go }: { name: FlagName; query: SearchQuery; go: Props["go"] }) {
  return (
    <label class="check check--alone">
      <input
        type="checkbox"
        checked={query[name] ?? false}
        onChange={() => go(changed(query, { [name]: !query[name] }))}
      />
      <span>{FLAG_LABELS[name]}</span>
    </label>
  );
}
