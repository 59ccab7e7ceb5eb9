#!/usr/bin/env bash
# Proves the README's two commands on a bare machine: a Debian with only python3, python3-venv and
# make. First as root, then as an ordinary user. Run as root:
#     tests/bare_debian.sh [suite, trixie if not given] [folder, a temporary one if not given]
# Where packages come from a mirror, name it in DEBIAN_MIRROR; settings of pip (PIP_* and the like)
# and pip's own configuration are handed in as they are here.
set -euo pipefail
suite=${1:-trixie}
root=${2:-$(mktemp -d)}
here=$(cd "$(dirname "$0")/.." && pwd)

[ -x "$root/usr/bin/make" ] || debootstrap --variant=minbase --include=python3,python3-venv,make,ca-certificates \
    "$suite" "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"}
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
    [ -e "$file" ] && cp --dereference "$file" "$root$file"
done
[ -d /etc/xdg/pip ] && mkdir -p "$root/etc/xdg" && cp -r /etc/xdg/pip "$root/etc/xdg/"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
trap 'umount --lazy "$root/proc" "$root/dev"' EXIT  # a server of the last step may still end

settings=$(env | grep -E '^(PIP|SSL|REQUESTS|HTTP|HTTPS|NO|http|https|no)_' || true)
inside() { # user, command
    chroot "$root" /usr/sbin/runuser -u "$1" -- env -i HOME=/tmp/home-"$1" PATH=/usr/bin:/bin:/usr/sbin \
        $settings bash -euc "$2"
}

chroot "$root" /usr/sbin/useradd --create-home reader
for user in root reader; do
    mkdir -p "$root/tmp/home-$user" "$root/srv/$user"
    git -C "$here" archive HEAD | tar -x -C "$root/srv/$user"
    chroot "$root" chown -R "$user" "/tmp/home-$user" "/srv/$user"
    start=$SECONDS
    inside "$user" "cd /srv/$user && make book"
    inside "$user" "cd /srv/$user && (timeout 60 make serve > serve.log 2>&1 & \
        for _ in \$(seq 50); do sleep 1; python3 -c 'from urllib.request import urlopen; \
        print(urlopen(\"http://127.0.0.1:8000/\").status)' 2> /dev/null && break; done)" | grep 200
    [ -s "$root/srv/$user/_build/html/report.pdf" ]
    echo "$user on $suite: both commands work ($((SECONDS - start)) s)"
done
