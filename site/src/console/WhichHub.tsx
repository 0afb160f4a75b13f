import { config } from "../session/config";
import { useAsked } from "./asked";
import { providerOf } from "./address";

/** Says whether what is sent counts, in a colour of its own, and leads to where it doesn't, or does. */
export function WhichHub({ isSandbox }: { isSandbox: boolean }) {
  const other = useAsked("config", config).data?.other_site_url;
  const provider = providerOf(location.search);
  const address = `${other}/console/${provider ? `?provider=${provider}` : ""}`;
  if (!isSandbox && !other) return null;
  return (
    <p class={`sandbox ${isSandbox ? "" : "sandbox--not"}`}>
      {isSandbox ? (
        <>
          <strong>Sandbox.</strong> Nothing that you send here counts, and no real board sees it.
        </>
      ) : (
        <>
          <strong>Real.</strong> What you send here counts.
        </>
      )}
      {other && (
        <>
          {" "}
          <a href={address}>{isSandbox ? "Go where it counts" : "Try things in the sandbox"}</a>
        </>
      )}
    </p>
  );
}
