"""Say what an audit of the lock file found: exit status 1 for a known fault, 0 for none or where none was asked for."""

import json
import sys


def main(path: str) -> int:
    """Read pip-audit's report and print a line for each fault."""
    with open(path, encoding="utf-8") as file:
        packages = json.load(file)["dependencies"]
    audited = [one for one in packages if "skip_reason" not in one]
    faults = [(one, fault) for one in audited for fault in one["vulns"]]
    for one, fault in faults:
        fixed = ", ".join(fault.get("fix_versions", ())) or "no version yet"
        print(f"{one['name']} {one['version']}: {fault['id']}, mended in {fixed}")
    if not audited:
        print("Advisories cannot be reached: requirements.lock was not audited.")
    else:
        print(f"{len(audited)} of {len(packages)} locked packages audited: {len(faults)} known faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
