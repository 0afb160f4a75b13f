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


def signed_in_policy(*urls: str) -> str:
    """
    Return the security policy of pages for people who sign in.

    These fetch their tokens from another host, and put files at a third.
    """
    return CONTENT_SECURITY_POLICY.replace("connect-src 'self'", " ".join(["connect-src 'self'", *urls]))


PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(self)"
