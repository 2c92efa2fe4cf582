# Sourced by the commands beside it: sets `here` to the checkout and `python3` to a Python new enough.
here=$(cd "$(dirname "$0")/.." && pwd) || exit 1
python3=
for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v $candidate >/dev/null && $candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python3=$candidate
        break
    fi
done
if [ -z "$python3" ]; then
    echo "scrivania: Python 3.11 or later is needed: on Debian 12, install python3 and python3-venv." >&2
    exit 1
fi
