import { render } from "preact";
import { ActivityPage } from "../activity/ActivityPage";

render(<ActivityPage />, document.getElementById("main")!);
