"""Live video: pulls RTSP, repackages H.264 without transcoding, shares it. Knows bytes, no room."""
