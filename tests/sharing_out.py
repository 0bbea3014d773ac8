"""How two processes share the tests: file by file, what takes long first, nothing twice."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

JOURNEYS = "tests/journeys"
MATRIX = "tests/house/test_permission_matrix.py"


class JourneysFirst(LoadFileScheduling):
    """Files go to who is free; all journeys to one process, so that they need one house only."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(f"{JOURNEYS}/"):
            return JOURNEYS
        if nodeid.startswith(MATRIX):
            return nodeid  # its tests share nothing, and are too long for one process
        file: str = super()._split_scope(nodeid)
        return file

    def _assign_work_unit(self, node: WorkerController) -> None:
        if JOURNEYS in self.workqueue:  # few, but the longest
            self.workqueue.move_to_end(JOURNEYS, last=False)
        super()._assign_work_unit(node)


def make_scheduler(config: pytest.Config, log: Producer) -> JourneysFirst | None:
    """Return who shares out, when files are to be shared."""
    return JourneysFirst(config, log) if config.getvalue("dist") == "loadfile" else None
