"""What findings say to people: a sentence, and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, tuple[Any, Any]] = {
    "device": (_("The camera says it is a %(maker)s %(model)s."), ""),
    "no_onvif": (
        _("The camera does not answer to ONVIF."),
        _("That is no obstacle. If it can, switch ONVIF on in its settings, so that its clock and"
          " its streams can be checked too."),
    ),
    "onvif_password": (
        _("The camera refuses this user and password for ONVIF."),
        _("Many cameras keep a list of ONVIF users of their own: add this user there, with the"
          " right to watch."),
    ),
    "clock": (
        _("The clock of the camera is wrong by %(minutes)s minutes."),
        _("Switch on time by network (NTP) in the camera and choose the time zone of this regency."
          " With a wrong clock recordings prove nothing and logins fail."),
    ),
    "h264_found": (_("It offers a stream in H.264, %(width)s × %(height)s."), ""),
    "no_h264": (
        _("The camera offers no stream in H.264, only %(codecs)s."),
        _("Open the video settings of the camera, choose the second (sub) stream and set its"
          " encoding to H.264. The main stream may stay as it is."),
    ),
    "codec": (
        _("The stream is in %(codec)s, which browsers do not show."),
        _("Open the video settings of the camera, choose the second (sub) stream and set its"
          " encoding to H.264. Then declare the address of that stream."),
    ),
    "codec_other": (
        _("The stream is in %(codec)s, which browsers do not show."),
        _("The camera also offers H.264: leave the path out of the address and we take that one."),
    ),
    "stream": (_("The picture comes: %(codec)s, %(width)s × %(height)s, %(fps)s a second."), ""),
    "stream_broke": (
        _("The stream broke off while we looked."),
        _("Check cable, Wi-Fi and power of the camera, then check again."),
    ),
    "stream_unreachable": (
        _("Nobody answers at this address."),
        _("Is the camera on, is the address right, and does the router let this port through?"),
    ),
    "stream_password": (
        _("The camera refuses this user and password."),
        _("Type both again, capitals as they are. Better make a user of its own for this network"
          " that may only watch."),
    ),
    "stream_no_stream": (
        _("The camera answers, but has no stream under this path."),
        _("Look into its manual for the RTSP address of the second stream, or leave the path out"
          " and we ask the camera."),
    ),
    "stream_redirect": (
        _("The camera wants to send us to another address. We do not go there."),
        _("Declare the address of the camera itself, not of a service that passes it on."),
    ),
    "stream_garbage": (
        _("What comes from this address is no video."),
        _("Is the port that of RTSP (usually 554), and not that of the web page?"),
    ),
    "stream_stalled": (
        _("The camera takes the call and then says nothing more."),
        _("Restart the camera. Does somebody else watch it already? Some serve only one or two."),
    ),
    "stream_no_key_frame": (
        _("Video comes, but none that one could begin with."),
        _("Set the key frame (I frame) interval in the video settings to 2 seconds."),
    ),
    "stream_cut": (
        _("The camera ends the call at once."),
        _("Does somebody else watch it already? Some cameras serve only one or two at a time."),
    ),
    "key_frame": (_("A key frame comes every %(seconds)s seconds."), ""),
    "key_frame_rare": (
        _("A key frame comes only every %(seconds)s seconds: who opens it waits that long."),
        _("Set the key frame (I frame) interval in the video settings to 2 seconds, which is twice"
          " the pictures per second. Switch off extras of the encoding such as “H.264+” or"
          " “Smart codec”."),
    ),
    "key_frame_never": (
        _("No second key frame came in %(seconds)s seconds."),
        _("Set the key frame (I frame) interval in the video settings to 2 seconds, which is twice"
          " the pictures per second. Switch off extras of the encoding such as “H.264+” or"
          " “Smart codec”."),
    ),
    "few_pictures": (
        _("Only %(fps)s pictures a second."),
        _("Set 10 to 15 pictures a second for this stream."),
    ),
    "few_pixels": (
        _("The picture is only %(width)s pixels wide."),
        _("Set at least 640 × 360 for this stream."),
    ),
    "many_pixels": (
        _("The picture is %(width)s pixels wide, more than a weak network carries."),
        _("Declare the second (sub) stream, 1280 × 720 or smaller."),
    ),
    "no_picture": (
        _("No picture could be made of the stream."),
        _("Set the encoding profile to Main or Baseline and check again."),
    ),
    "address_none": (_("This camera has no address to look at."), ""),
    "address_name": (_("This is no address of a camera."), ""),
    "address_unknown": (
        _("The name in the address leads nowhere."),
        _("Check how it is written; a name of your own network at home is not known here."),
    ),
    "address_internal": (
        _("This address belongs to the inside of a machine, not to a camera."),
        _("Declare the address under which the camera is reached from outside."),
    ),
    "address_network": (
        _("This address is not of a network that may be reached from here."),
        _("An address like 192.168.… works only at your home. Ask the keeper of the network for"
          " access by VPN, or open a port on your router."),
    ),
    "address_port": (
        _("This port may not be dialled. Cameras use 554 or a number above 1023."), "",
    ),
    "broke": (
        _("The check did not come to its end."),
        _("Please check again. If it happens twice, tell the keeper of the network."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One finding in words."""

    sentence: str
    advice: str
    is_good: bool


def say(findings: Iterable[Mapping[str, Any]]) -> list[Said]:
    """Return findings in the reader's language, what is wrong first."""
    said = []
    for finding in findings:
        sentence, advice = SENTENCES[finding["key"]]
        values = finding.get("values") or {}
        said.append(Said(str(sentence) % values, str(advice), bool(finding["is_good"])))
    return sorted(said, key=lambda one: one.is_good)
