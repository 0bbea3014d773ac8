"""Tables of cameras, who may look and who looked."""

from kentongan.rooms.cameras.models.camera import Camera, CameraCheck, CameraMask, Road
from kentongan.rooms.cameras.models.evidence import (
    EvidenceApproval,
    EvidenceClip,
    EvidenceRecording,
    EvidenceRequest,
)
from kentongan.rooms.cameras.models.health import CameraDay, CameraHealth, CameraLease
from kentongan.rooms.cameras.models.looking import Grant, Look

__all__ = [
    "Camera",
    "CameraCheck",
    "CameraDay",
    "CameraHealth",
    "CameraLease",
    "CameraMask",
    "EvidenceApproval",
    "EvidenceClip",
    "EvidenceRecording",
    "EvidenceRequest",
    "Grant",
    "Look",
    "Road",
]
