"""Registration: who takes part in what; places, waiting list, approval.

It owns the row that ties a person to an offering and its history. It must not know who attended or
wrote what.
"""
