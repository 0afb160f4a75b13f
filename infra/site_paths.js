// Runs at CloudFront before each request: finds the file of a page, or the route of the search.
function handler(event) {
  var request = event.request;
  var path = request.uri;
  if (path.startsWith("/api/")) request.uri = path.slice("/api".length);
  else if (/^\/(activities\/.*|results|sitemap.*|robots\.txt)$/.test(path)) request.uri = "/pages" + path;
  else if (path === "/") request.uri = Object.keys(request.querystring).length ? "/results.html" : "/index.html";
  else if (path.startsWith("/account/")) request.uri = "/account.html";
  else if (path.startsWith("/console/")) request.uri = "/console.html";
  else if (path.startsWith("/licensing/")) request.uri = "/licensing.html";
  else if (path === "/verify/") request.uri = "/verify.html";
  else if (!path.includes(".")) request.uri = path + ".html";
  return request;
}
