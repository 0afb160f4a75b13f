"""The models of the Python client, made from the API's description."""

import json
from pathlib import Path
from typing import Any

from datamodel_code_generator import Formatter, GenerateConfig, InputFileType, PythonVersion, generate
from datamodel_code_generator.enums import DataModelType

_REPOSITORY = Path(__file__).resolve().parents[2]
_PACKAGE = _REPOSITORY / "clients" / "python"
_DESCRIPTION = _REPOSITORY / "functions" / "ingest" / "api" / "openapi.json"
_HEADER = '"""What calls of the API say and are answered; made from its description, not by hand."""'
_NEVER_ANSWERED = ("HTTPValidationError", "ResponseValidationError", "ValidationError")


def client_models() -> str:
    """Return the module as it is committed."""
    document = json.loads(_DESCRIPTION.read_bytes())
    schemas = document["components"]["schemas"]
    kept = {name: _without_titles(schema) for name, schema in schemas.items() if name not in _NEVER_ANSWERED}
    config = GenerateConfig(
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_310,
        custom_file_header=_HEADER,
        formatters=[Formatter.RUFF_CHECK, Formatter.RUFF_FORMAT],
        settings_path=_PACKAGE,
        enum_field_as_literal="all",
        field_constraints=True,
        strict_nullable=True,
        use_annotated=True,
        use_double_quotes=True,
        use_schema_description=True,
        use_standard_collections=True,
        use_type_alias=True,
        use_union_operator=True,
    )
    described = {**document, "paths": {}, "components": {"schemas": kept}}
    return f"{generate(described, config=config)}\n"


def _without_titles(schema: Any) -> Any:
    """Return a schema without the titles of its fields, which are but their names again."""
    if isinstance(schema, list):
        return [_without_titles(element) for element in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: _without_titles(member)
        for name, member in schema.items()
        if name != "title" or not isinstance(member, str)
    }
