import { addressOf } from "./address";
import type { SectionProps } from "./sections";
import { SubmissionList } from "./SubmissionList";
import { SubmissionPage } from "./SubmissionPage";

/** All files of the provider, or the one that the address names. */
export function Submissions({ provider, name }: SectionProps) {
  if (!name) return <SubmissionList />;
  return (
    <>
      <p class="console__back">
        <a href={addressOf("submissions")}>All submissions</a>
      </p>
      <SubmissionPage provider={provider} submission={name} />
    </>
  );
}
