"""The door: what other rooms and the lobby may use of the cameras."""

from kentongan.rooms.cameras.errors import (
    CheckUnderWay,
    FacesNoRoad,
    NoStream,
    NoSuchCamera,
    NotAdmitted,
    NotNow,
    WrongCamera,
)
from kentongan.rooms.cameras.events import Change, on_change
from kentongan.rooms.cameras.permissions import can_keep_private
from kentongan.rooms.cameras.queries.addresses import find_stream_address
from kentongan.rooms.cameras.queries.health import (
    Uptime,
    count_connected,
    uptime_of,
    uptimes_of,
)
from kentongan.rooms.cameras.queries.looking import get_visible_camera, list_lost_looks
from kentongan.rooms.cameras.queries.registry import CameraFacts, get_camera, get_drawing
from kentongan.rooms.cameras.queries.roads import compute_view
from kentongan.rooms.cameras.rules.drawing import Drawing, draw_view
from kentongan.rooms.cameras.rules.view import Pose, View
from kentongan.rooms.cameras.rules.words import Mode, OwnerKind, Purpose, Standing
from kentongan.rooms.cameras.services.evidence.asking import (
    Asking,
    ask_for_recordings,
    load_evidence_type,
)
from kentongan.rooms.cameras.services.granting import Opening, give_grant
from kentongan.rooms.cameras.services.judging import judge_camera
from kentongan.rooms.cameras.services.leases import (
    Lease,
    claim_camera,
    release_cameras,
    renew_cameras,
)
from kentongan.rooms.cameras.services.looking import (
    Admitted,
    admit_viewer,
    choose_purpose,
    end_looks,
    note_seconds,
    open_look,
)
from kentongan.rooms.cameras.services.registering import (
    change_camera,
    declare_camera,
    readdress_loopback,
    retire_camera,
)
from kentongan.rooms.cameras.services.remembering import Day, remember_day
from kentongan.rooms.cameras.services.roads import import_roads
from kentongan.rooms.cameras.services.verifying import Outcome, run_check, start_check

__all__ = [
    "Admitted",
    "Asking",
    "CameraFacts",
    "Change",
    "CheckUnderWay",
    "Day",
    "Drawing",
    "FacesNoRoad",
    "Lease",
    "Mode",
    "NoStream",
    "NoSuchCamera",
    "NotAdmitted",
    "NotNow",
    "Opening",
    "Outcome",
    "OwnerKind",
    "Pose",
    "Purpose",
    "Standing",
    "Uptime",
    "View",
    "WrongCamera",
    "admit_viewer",
    "ask_for_recordings",
    "can_keep_private",
    "change_camera",
    "choose_purpose",
    "claim_camera",
    "compute_view",
    "count_connected",
    "declare_camera",
    "draw_view",
    "end_looks",
    "find_stream_address",
    "get_camera",
    "get_drawing",
    "get_visible_camera",
    "give_grant",
    "import_roads",
    "judge_camera",
    "list_lost_looks",
    "load_evidence_type",
    "note_seconds",
    "on_change",
    "open_look",
    "readdress_loopback",
    "release_cameras",
    "remember_day",
    "renew_cameras",
    "retire_camera",
    "run_check",
    "start_check",
    "uptime_of",
    "uptimes_of",
]
