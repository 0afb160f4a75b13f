import { render } from "preact";
import { SharedPage } from "../shared/SharedPage";

render(<SharedPage token={location.hash.slice(1)} />, document.getElementById("main")!);
