# Sourced by ../oit and ../oit-test. Takes $purpose (run, test); sets $root (the checkout) and $python (of its environment).
# An environment that is ready is found without starting another Python, so that a start costs next to nothing.

self=$(readlink -f -- "$0" 2>/dev/null || printf '%s' "$0")
case $self in
    */*) root=${self%/*} ;;
    *) root=. ;;
esac
root=$(CDPATH='' cd -- "$root" && pwd -P) || exit 4

case $purpose in
    run) lock=$root/requirements.txt ;;
    *) lock=$root/requirements-dev.txt ;;
esac

ready() { # $1: a folder of environments
    { read -r name < "$1/$purpose"; } 2>/dev/null || return 1
    python=$1/$name/bin/python
    [ -x "$python" ] && cmp -s -- "$lock" "$1/$name/lock" && { read -r made < "$1/$name/root"; } 2>/dev/null && [ "$made" = "$root" ]
}

find_python() { # the first Python that is new enough; a name on PATH may be a shim that leads nowhere
    for candidate in "${OIT_PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python \
        "$HOME/.pyenv/shims/python3" /usr/local/bin/python3 /usr/bin/python3 /opt/homebrew/bin/python3; do
        [ -n "$candidate" ] || continue
        "$candidate" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null && return 0
    done
    return 1
}

if [ -n "${OIT_HOME:-}" ]; then
    ready "$OIT_HOME" && found=yes || found=
else
    ready "$root/.oit" && found=yes || found=
    if [ -z "$found" ] && [ -n "${HOME:-}" ]; then
        key=$(printf '%s' "$root" | cksum)
        ready "${XDG_CACHE_HOME:-$HOME/.cache}/oit-checker/${key%% *}" && found=yes
    fi
fi

if [ -z "$found" ]; then
    if ! find_python; then
        printf '%s\n' \
            "ไม่พบ Python 3.11 ขึ้นไปในเครื่องนี้ (Python 3.11 or newer was not found)" \
            "  Debian/Ubuntu:  sudo apt install python3 python3-venv" \
            "  macOS:          brew install python" \
            "  หรือระบุเอง:      OIT_PYTHON=/path/to/python3 $0" >&2
        exit 2
    fi
    python=$("$candidate" -I -X utf8 "$root/scripts/set_up.py" "$purpose" </dev/null) || exit $?
fi
