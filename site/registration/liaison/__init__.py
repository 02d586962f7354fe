"""Screens of a unit's liaison: nominations of one offering, lists, places, handing over."""
