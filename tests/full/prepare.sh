#!/bin/sh
# Installs what the full tests want beyond the pinned packages, where that is possible; a test skips what is still missing.
set -u
if ! command -v chromium >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "installing chromium"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/dev/null 2>&1 ||
      echo "skipped: chromium could not be installed; the tests in a browser are skipped"
  else
    echo "skipped: chromium is missing and only root can install it with apt-get; the tests in a browser are skipped"
  fi
fi
exit 0
