"""The headers of the site's pages, which say what a browser may do with them."""

_SECURITY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in _SECURITY.items())
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(self)"
