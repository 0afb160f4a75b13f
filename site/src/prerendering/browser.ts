/** What pages ask a browser while they are drawn, for pages that are drawn before there is one: it keeps nothing. */

const nothing = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

Object.assign(globalThis, {
  document: { querySelector: () => null },
  location: { search: "", pathname: "/", host: "" },
  matchMedia: () => ({ matches: true }),
  localStorage: nothing,
  sessionStorage: nothing,
});
