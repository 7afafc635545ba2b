#!/usr/bin/env bash
# Installs what `npm run packages` made in a new root of a Debian release, and uses it there, without a Node and without a
# network: scripts/packages/try-debian.sh trixie. Takes root and debootstrap.
set -euo pipefail
release=$1
out=${2:-$(dirname "$0")/../../out}
root=$(mktemp -d "/var/tmp/natter-$release-XXXXXX")
trap 'umount -q "$root/proc" || true; rm -rf --one-file-system "$root"' EXIT

debootstrap --variant=minbase "$release" "$root" >/dev/null
mount -t proc proc "$root/proc"
cp "$out"/natter_*_"$(dpkg --print-architecture)".deb "$root/root/natter.deb"
cp "$out"/natter-*-linux-"$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" "$root/root/natter"

cat >"$root/root/try.sh" <<'TRY'
set -eu
export HOME=/root NATTER_NO_DHT=1 NATTER_NO_LAN=1
cd /root
! command -v node

speaks() { # a program and a profile
  "$1" --version
  printf '/whoami\n' | "$1" --headless --host 127.0.0.1 --port 0 --profile "$2" | grep -q '"event":"self"'
  "$1" doctor --profile "$2" >"$2.doctor"
  ! grep '^fail' "$2.doctor"
}

speaks ./natter /root/first
for _ in 1 2; do # no folder for caches, and one that cannot be written
  speaks ./natter /root/second
  export XDG_CACHE_HOME=/dev/null/none
done
unset XDG_CACHE_HOME
! ls -d /tmp/natter-??????

dpkg -i natter.deb
speaks natter /root/third
test -s /usr/share/man/man1/natter.1.gz || grep -q 'path-exclude=/usr/share/man' /etc/dpkg/dpkg.cfg.d/*
test -s /usr/share/bash-completion/completions/natter
test -z "$(dpkg --verify natter)"
dpkg -P natter
test ! -e /usr/lib/natter
TRY
timeout 300 unshare --net chroot "$root" sh -c 'sh /root/try.sh'
echo "natter runs on Debian $release."
