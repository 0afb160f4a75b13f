import { render } from "preact";
import { AccountPage } from "../account/AccountPage";

render(<AccountPage />, document.getElementById("main")!);
