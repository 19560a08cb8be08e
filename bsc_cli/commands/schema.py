"""`bsc schema`: the JSON Schema (draft 2020-12) of a store or of a command's output.

A store's schema covers as much of the store's form as JSON Schema can express. Only `bsc check`
checks rules that concern several records, for example that ids are unique.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from bsc_cli.commands.outputs import OUTPUTS
from bsc_cli.model.compound import ById, ListOf
from bsc_cli.model.kinds import KINDS
from bsc_cli.model.record import NotClaim, Reviewed, Source
from bsc_cli.model.struct import Field, Nested, Struct
from bsc_cli.output.formats import Result
from bsc_cli.system.errors import WrongUsage
from bsc_cli.text.nearest import did_you_mean

if TYPE_CHECKING:
    from bsc_cli.commands.context import Context
    from bsc_cli.model.types import Schema

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_LISTS: Final = {**KINDS, "not_claims": NotClaim}
_FIELDS: Final = {
    "source": Field(Nested(Source), Source.__doc__ or ""),
    **{name: Field(ListOf(Nested(row)), row.__doc__ or "") for name, row in _LISTS.items()},
    "reviewed": Field(ById(Reviewed.ID.type), Reviewed.__doc__ or ""),
}
STORE: Final = cast("type[Struct]", type("StoreForm", (Struct,), _FIELDS))
"""The struct that describes a whole store."""


def run(context: Context, name: str | None) -> None:
    """Print the JSON Schema of the output of the command `name` or, without a name, of a store."""
    context.show(Result.of_one(document(name), list))


def document(name: str | None) -> Schema:
    """Return the JSON Schema of the output of the command `name` or, without a name, of a store.

    Raises WrongUsage if the name is unknown.
    """
    if name is None:
        title = "The facts of an article"
        about = (
            "A store of facts for bsc. 'bsc check' checks what a schema cannot express. TODO may "
            "stand for any value but an id that is still to be filled in; an editor with this "
            "schema marks it where it is no valid value, as 'bsc check' does."
        )
        schema = STORE.schema(stored=True)
    elif name in OUTPUTS:
        title = "bsc --json" if name == "overview" else f"bsc {name} --json"
        about = OUTPUTS[name].about
        schema = OUTPUTS[name].type.schema(stored=False)
    else:
        hint = did_you_mean(name, OUTPUTS) or f"choose one of {', '.join(OUTPUTS)}"
        raise WrongUsage(f"there is no schema for '{name}'", hint)
    head = {"$schema": DRAFT, "$id": f"urn:bsc:schema:{name or 'store'}"}
    return {**head, "title": title, "description": about, **schema}
