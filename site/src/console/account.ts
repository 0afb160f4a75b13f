/** Whose console it is: what isn't sent yet is kept for them alone. */

import { createContext } from "preact";

export const Account = createContext("");
