"""The validator of HTML: html-validate, as .ci/web locks it."""

import json
import shutil
import subprocess
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".ci" / "web"
PROGRAM = FOLDER / "node_modules" / ".bin" / "html-validate"


def find_validator() -> str | None:
    """The path of the validator; None where Node or the validator is not installed."""
    return str(PROGRAM) if PROGRAM.exists() and shutil.which("node") else None


def faults_of(folder: Path, names: dict[str, str]) -> list[str]:
    """What is wrong with the .html files of a folder, each fault once with its first page.

    `names` says what each file is. One process reads them all.
    """
    command = [str(PROGRAM), "--config", str(FOLDER / "htmlvalidate.json"), "--formatter", "json"]
    said = folder / "faults.json"  # a pipe would be closed before all is said
    with said.open("wb") as out:
        subprocess.run([*command, str(folder)], check=False, stdout=out)
    found: dict[tuple[str, str], str] = {}
    times: Counter[tuple[str, str]] = Counter()
    for file in json.loads(said.read_bytes()):
        for message in file["messages"]:
            key = message["ruleId"], message["message"]
            times[key] += 1
            where = f"{names[Path(file['filePath']).name]}:{message['line']}"
            found.setdefault(key, f"{message['ruleId']}: {message['message']} ({where}")
    return [f"{words}, {times[key]} times)" for key, words in found.items()]
