"""Addresses of the room: feeds for applications, pages for people."""
