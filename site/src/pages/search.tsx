import { render } from "preact";
import { SearchPage } from "../search/SearchPage";

render(<SearchPage />, document.getElementById("main")!);
