/** What differs from stack to stack, as `config.json` names it. */

export interface Config {
  /** Where to sign in: physicians and staff have pools of their own. */
  sign_in_url: string;
  client_id: string;
  staff_sign_in_url: string;
  staff_client_id: string;
  /** Where systems call the API. */
  api_url: string;
  /** The site of the sandbox, or of the hub if this is one; empty if there is none. */
  other_site_url: string;
}

let asked: Promise<Config> | undefined;

/** Ask for it once a page; a call that failed is made again by whoever asks next. */
export function config(): Promise<Config> {
  asked ??= fetch("/config.json").then((answer) => answer.json() as Promise<Config>);
  asked.catch(() => (asked = undefined));
  return asked;
}
