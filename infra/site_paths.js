// Runs at CloudFront before each request: finds the file of a page, or the route of the search.
function handler(event) {
  var request = event.request;
  var path = request.uri;
  if (path.startsWith("/api/")) request.uri = path.slice("/api".length);
  else if (/^\/activities\/[0-9]{9}$/.test(path)) request.uri = "/activity.html";
  else if (path === "/") request.uri = "/index.html";
  else if (path.startsWith("/account/")) request.uri = "/account.html";
  else if (!path.includes(".")) request.uri = path + ".html";
  return request;
}
