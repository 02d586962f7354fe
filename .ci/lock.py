"""Write requirements.txt: every package that pyproject.toml's lists need, at one exact version.

Asks pip to resolve the lists as for an empty environment, without installing anything.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# Everything pip installs, locked. Written by `make lock` from the lists in pyproject.toml.
# Never install a package beside it without a pin: some pull Django and Wagtail down.
"""
TESTS = """
# Tests and checks. A server may leave out what follows:
#   sed '/^# Tests and checks/,$d' requirements.txt
"""


def resolve(wanted: list[str]) -> dict[str, str]:
    """Name and version of each package that `wanted` needs, itself included."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += ["--report", "-", *wanted]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    packages = [entry["metadata"] for entry in json.loads(found)["install"]]
    return {canonical(package["name"]): package["version"] for package in packages}


def canonical(name: str) -> str:
    """The one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lines(packages: dict[str, str]) -> str:
    """The packages as lines of a requirements file."""
    return "".join(f"{name}=={version}\n" for name, version in sorted(packages.items()))


def main() -> None:
    """Resolve both lists; what the tests add must not move what the site runs on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    site = resolve(project["project"]["dependencies"])
    pins = [f"{name}=={version}" for name, version in site.items()]
    everything = resolve(pins + project["dependency-groups"]["tests"])
    tests = {name: version for name, version in everything.items() if name not in site}
    (ROOT / "requirements.txt").write_text(HEADER + lines(site) + TESTS + lines(tests), "utf-8")
    sys.stdout.write(f"requirements.txt: {len(site)} packages, {len(tests)} more for tests\n")


if __name__ == "__main__":
    main()
