/** Where visitors write to when something about an activity is wrong; `VITE_PROBLEMS_TO` names another address. */
export const PROBLEMS_TO: string = import.meta.env.VITE_PROBLEMS_TO ?? "passport@example.org";
