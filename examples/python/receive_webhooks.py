"""
Receives events, verifies them and prints them: the whole of what a provider's system has to do.

    SECRET=whsec_... python receive_webhooks.py 8080

Behind a proxy that speaks TLS this is an address for a webhook; a local stack posts to http://127.0.0.1:8080/ as well.
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import WebhookVerificationError

from cmehub_client import RecordsDecided, SubmissionFinished, verify_webhook

TAKEN: set[str] = set()
"""IDs of events that were taken. Keep yours in a database: a post may come twice."""


class Receiver(BaseHTTPRequestHandler):
    """Answers the hub's posts."""

    def do_POST(self) -> None:
        """Take an event."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            event = verify_webhook(os.environ["SECRET"], dict(self.headers.items()), body)
        except WebhookVerificationError:
            self.answer(401)
            return
        if self.headers["webhook-id"] not in TAKEN:
            TAKEN.add(self.headers["webhook-id"])
            if isinstance(event, RecordsDecided):
                for row in event.data.rows:
                    print(f"{event.data.board}: {row.record} is {row.status} {row.reason_code or ''}", flush=True)
            elif isinstance(event, SubmissionFinished):
                print(f"{event.data.submission_id} is finished: {event.data.counts}", flush=True)
            else:
                print(event.type, flush=True)
        self.answer(204)

    def answer(self, status: int) -> None:
        """Answer without a body."""
        self.send_response(status)
        self.end_headers()


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
