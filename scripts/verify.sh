#!/usr/bin/env bash
# The whole check: the tables of docs/RESULTS.md, every test, then the built jar as a person would run it, and the
# examples of the documents.
#   scripts/verify.sh [RELEASE]   RELEASE goes to smoke.sh; without it the bundled sample is used
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python3 scripts/results_tables.py --check
mvn --batch-mode --no-transfer-progress verify

scripts/smoke.sh "$@"
exec scripts/readme_check.sh
