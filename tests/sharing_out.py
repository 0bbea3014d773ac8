"""How two processes share the tests: file by file, what takes long first, nothing twice."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

JOURNEYS = "tests/journeys"
# One house would be busy long after all other tests; these take as long as all the others there.
OTHER_HOUSE = ("test_every_page.py", "test_faults.py", "test_reports.py")
HOUSES = (JOURNEYS, f"{JOURNEYS} and faults")
MATRIX = "tests/house/test_permission_matrix.py"


class JourneysFirst(LoadFileScheduling):
    """Files go to who is free; all journeys to two processes, so that they need two houses only."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(f"{JOURNEYS}/"):
            name = nodeid.removeprefix(f"{JOURNEYS}/").partition("::")[0]
            return HOUSES[name in OTHER_HOUSE]
        if nodeid.startswith(MATRIX):
            return nodeid  # its tests share nothing, and are too long for one process
        file: str = super()._split_scope(nodeid)
        return file

    def _assign_work_unit(self, node: WorkerController) -> None:
        for house in HOUSES:  # few, but the longest
            if house in self.workqueue:
                self.workqueue.move_to_end(house, last=False)
        super()._assign_work_unit(node)


def make_scheduler(config: pytest.Config, log: Producer) -> JourneysFirst | None:
    """Return who shares out, when files are to be shared."""
    return JourneysFirst(config, log) if config.getvalue("dist") == "loadfile" else None
