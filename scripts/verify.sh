#!/usr/bin/env bash
# The whole check: every test, then the built jar as a person would use it, and the examples of the documents, the first
# command of the README among them, another library's item-kNN and metrics beside ours, and a sweep on a small Slurm.
#   scripts/verify.sh [RELEASE]   RELEASE goes to smoke.sh and slurm_check.sh; without it the bundled sample is used
# A JDK and Maven are enough; what needs Python 3, strace or Slurm too is left out, by name, where they are not installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn --batch-mode --no-transfer-progress verify

scripts/smoke.sh "$@"
scripts/readme_check.sh
scripts/peer_check.sh
scripts/slurm_check.sh "$@"
command -v python3 >/dev/null \
  || echo "verify: no python3 here, so these were left out: recompute_metrics.py, power_cut_check.py, examples in Python"
