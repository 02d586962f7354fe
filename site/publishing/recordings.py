"""Which files a browser plays: their extensions and media types."""

VIDEO = {"mp4": "video/mp4", "webm": "video/webm"}
SOUND = {"mp3": "audio/mpeg", "m4a": "audio/mp4"}
