#!/bin/sh
# Puts what judges the pages on this machine, where it is lacking: a browser, Java and Node.js from Debian or Ubuntu, and
# the packages of package-lock.json from npm. Nothing is changed where all is there but those packages.
set -eu
cd "$(dirname "$0")"

stop() { # what is wrong, what to do
    printf 'The pages cannot be judged: %s.\n  %s, then run the same command again.\n' "$1" "$2" >&2
    exit 3
}

lacks() { # whether none of these programs is there
    for program in "$@"; do
        if command -v "$program" >/dev/null; then return 1; fi
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

wanted=
if lacks chromium chromium-browser google-chrome; then wanted="$wanted chromium"; fi
if lacks java; then wanted="$wanted default-jre-headless"; fi
if lacks node; then wanted="$wanted nodejs"; fi
if lacks npm; then wanted="$wanted npm"; fi

if [ -n "$wanted" ]; then
    if lacks apt-get; then stop "this machine lacks$wanted" "Install them by its own means"; fi
    if [ "$(id -u)" != 0 ] && lacks sudo; then stop "only root may install$wanted" "Run this as root"; fi
    # The lists may be old, or partly out of reach: what counts is whether the packages come.
    as_root apt-get update -q || true
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $wanted ||
        stop "apt-get could not install$wanted" "Go online, or install them by other means"
fi

# Nothing but files is wanted: the only script among the packages would fetch a Java of its own.
npm ci --ignore-scripts --no-audit --no-fund || stop "npm could not fetch its packages" "Go online"

# Debian 12 and Ubuntu 24.04 have Node.js 18, which the packages above no longer know.
if ! node new.mjs; then
    npm install --no-save --no-audit --no-fund node@22 || stop "Node.js is too old" "Install Node.js 20.19 or later"
fi
