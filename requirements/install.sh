#!/bin/sh
# Sees to it that .venv holds what a lock names:  sh requirements/install.sh play|test
#
# The second call finds the lock's copy in .venv and is done. A call that was interrupted leaves .venv/unfinished behind,
# and the next one starts from nothing; the slow part, the download, can be interrupted without harm.
set -eu
cd "$(dirname "$0")/.."
wanted=$1
lock=requirements/$wanted.lock

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# The newest Python first; a plain python3 may be newer than what the locks were tried with, so it comes last.
find_python() {
    incomplete=
    too_old=
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        found=$(command -v "$name") || continue
        version=$("$found" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        if ! "$found" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            too_old="$too_old $version"
        elif ! "$found" -I -c 'import ensurepip, venv' 2>/dev/null; then
            incomplete=${incomplete:-$version}
        else
            return 0
        fi
    done
    [ -z "$incomplete" ] || stop \
        "Python $incomplete is here, but without the part that makes environments (venv and ensurepip)." \
        "On Debian and Ubuntu:  sudo apt install python$incomplete-venv" \
        "Then call make again."
    stop "Second Knock needs Python 3.11 or newer, and none was found on the PATH.${too_old:+ (Found:$too_old.)}" \
        "Debian, Ubuntu:  sudo apt install python3 python3-venv" \
        "Fedora:          sudo dnf install python3" \
        "macOS:           brew install python, or the installer from python.org" \
        "Then call make again."
}

python_version() {
    .venv/bin/python -I -S -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# Made by an earlier call, finished, and its Python still the one it was made with.
is_ready() {
    [ -s .venv/ready ] && [ ! -e .venv/unfinished ] && [ "$(python_version)" = "$(cat .venv/ready)" ]
}

# Somebody else's environment (an editor's, uv's) that we can install into.
is_usable() {
    [ ! -e .venv/unfinished ] && [ ! -e .venv/ready ] &&
        .venv/bin/python -I -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

make_environment() {
    find_python
    if [ -e .venv ] || [ -L .venv ]; then
        echo "The environment in .venv is broken or half made: making it anew."
        rm -rf .venv.broken
        mv .venv .venv.broken # in one step, so that no half-deleted .venv can be taken for a whole one
        rm -rf .venv.broken
    fi
    echo "Making an environment with Python $version in .venv"
    mkdir .venv
    : >.venv/unfinished
    "$found" -m venv .venv
    python_version >.venv/ready
    rm .venv/unfinished
}

install() {
    echo "Getting the packages of $lock. This takes a minute, only the first time."
    .venv/bin/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --prefer-binary \
        --dest .venv/downloads --requirement "$lock" || stop \
        "The packages could not be fetched. Nothing was changed; with a network, call make again."
    : >.venv/unfinished
    .venv/bin/python -m pip --isolated install --quiet --disable-pip-version-check --require-hashes --no-deps --no-index \
        --find-links .venv/downloads --requirement "$lock"
    # What the tests need includes what the game needs.
    cp requirements/play.lock .venv/play.lock
    [ "$wanted" = play ] || cp "$lock" ".venv/$wanted.lock"
    rm -rf .venv/downloads
    python_version >.venv/ready
    rm .venv/unfinished
}

if is_ready && cmp -s "$lock" ".venv/$wanted.lock"; then
    exit 0
fi
is_ready || is_usable || make_environment
install
