"""The JSON schema of a physician's transcript, as programs get it."""

import json

from cmehub.passport.transcripts import PhysicianTranscript


def transcript_schema_text() -> str:
    """Return the schema as it is committed."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cme-hub:schema:transcript",
        **PhysicianTranscript.model_json_schema(mode="serialization"),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
