"""Tables of permits, their bills and the camera duty."""
