"""How numbers leave: as JSON has them, so that no client has to read a text."""

from decimal import Decimal
from typing import Annotated

from pydantic import PlainSerializer

# Six decimals of less than a thousand millions are exact as a double, too.
Number = Annotated[Decimal, PlainSerializer(float, return_type=float)]
