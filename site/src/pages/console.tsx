import { render } from "preact";
import { ConsolePage } from "../console/ConsolePage";

render(<ConsolePage />, document.getElementById("main")!);
