"""What people type to follow and to change what they follow."""

from kentongan.rooms.mailing.forms.following import FollowForm, PreferenceForm

__all__ = ["FollowForm", "PreferenceForm"]
