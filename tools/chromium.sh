#!/bin/sh
# The tests of the reading room need a browser: Debian's chromium, installed where it is missing.
set -u
command -v chromium > /dev/null && exit 0
echo "installing chromium for the tests of the reading room ..."
as=""
[ "$(id -u)" = 0 ] || as="sudo -n"
if command -v apt-get > /dev/null; then
  { $as apt-get install -y -qq --no-install-recommends chromium || {
      $as apt-get update -qq && $as apt-get install -y -qq --no-install-recommends chromium; }; } > /dev/null 2>&1
fi
command -v chromium > /dev/null && exit 0
echo "chromium is missing and could not be installed: install it (Debian: apt-get install chromium), then run make test again" >&2
exit 1
