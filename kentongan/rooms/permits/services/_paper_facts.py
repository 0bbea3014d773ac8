"""What stands on the letter of a permit."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import override

from kentongan.rooms.permits.models import Permit
from kentongan.rooms.permits.queries.addresses import read_address
from kentongan.rooms.permits.queries.rates import say_number

LANGUAGE = "id"  # letters are Indonesian: UU 24/2009 pasal 27


def describe_permit(permit: Permit) -> dict[str, Any]:
    """Return the rows of the letter: what building, where, for what."""
    building = permit.building
    with override(LANGUAGE):
        return {
            "rows": [
                ["Fungsi bangunan", building.get_function_display()],
                ["Jenis pekerjaan", building.get_work_display()],
                ["Luas lantai", f"{say_number(building.area)} m²"],
                ["Jumlah lantai", _say_floors(building.floors, building.basements)],
                ["Alamat bangunan", read_address(building)],
                ["Desa/kelurahan", building.place.full_name],
            ]
        }


def _say_floors(floors: int, basements: int) -> str:
    below = f", {number_format(basements)} lapis basemen" if basements else ""
    return f"{number_format(floors)}{below}"
