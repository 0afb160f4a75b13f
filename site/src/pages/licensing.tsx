import { render } from "preact";
import { LicensingPage } from "../licensing/LicensingPage";

render(<LicensingPage />, document.getElementById("main")!);
