#!/bin/sh
# Makes sure that the programs the tests and checks start are there: PostgreSQL, Redis, Chromium, a Chinese
# font, gettext, libical, which reads our calendars, and Node, which runs the checks of .ci/web. As root on Debian it installs the missing ones. Elsewhere it names them with the one command
# that installs them and goes on: the tests that need them are then skipped by name.

has_postgresql() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; }
has_redis() { command -v redis-server; }
has_chromium() { command -v "${CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome; }
has_cjk_font() { fc-list :lang=zh-cn file | grep .; }
has_libical() { { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p | grep "libical\.so\.3"; } || ls /opt/homebrew/lib/libical.3.dylib; }
has_node() { command -v node && command -v npm; }
has_gettext() { command -v msgfmt && command -v xgettext; }

missing=""
need() { "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need has_postgresql postgresql
need has_redis redis-server
need has_chromium chromium
need has_cjk_font "fontconfig fonts-noto-cjk"
need has_gettext gettext
need has_libical libical3
need has_node "nodejs npm"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # a list of package names
    apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing >/dev/null && exit 0
    echo "apt-get could not install$missing" >&2
fi

if command -v brew >/dev/null 2>&1; then
    command="brew install postgresql@17 redis gettext libical node && brew install --cask chromium font-noto-sans-cjk-sc"
else
    command="sudo apt-get install -y --no-install-recommends$missing"
fi
echo "MISSING:$missing. What needs them is skipped. To install them: $command" >&2
