import { render } from "preact";
import { ActivityPage } from "../activity/ActivityPage";

const told = document.getElementById("activity")?.textContent;
if (told) render(<ActivityPage activity={JSON.parse(told)} />, document.getElementById("main")!);
