import { render } from "preact";
import { VerifyPage } from "../verify/VerifyPage";

const code = new URLSearchParams(location.search).get("code") ?? "";
render(<VerifyPage code={code.slice(0, 64)} />, document.getElementById("main")!);
