"""Names under which links are signed."""

UNFOLLOW_SALT = "reports.unfollow"
