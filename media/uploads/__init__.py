"""One check for every file somebody sends, by what it contains and not by what it is called.

`checked(file, takes)` answers with the file as it may be stored: under a clean name, a picture
drawn anew and so without position, camera and whatever was hidden behind it. It raises `Refused`, a
ValidationError with a named outcome, for everything else; nothing is stored then. The fields of
`media.fields` ask it whatever way a file comes.
"""

from media.uploads.check import CheckedFile, checked
from media.uploads.kinds import DOCUMENTS, LIBRARY, PICTURES, RECORDINGS, Kind
from media.uploads.outcomes import Refused, UploadOutcome

__all__ = [
    "DOCUMENTS",
    "LIBRARY",
    "PICTURES",
    "RECORDINGS",
    "CheckedFile",
    "Kind",
    "Refused",
    "UploadOutcome",
    "checked",
]
