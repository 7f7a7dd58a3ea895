#!/usr/bin/env bash
#
# Is "./goldtier run" enough on a machine that has nothing? Tries it on a bare Debian, as a newcomer would.
#
#   sudo src/test/fresh-machine.sh [--libraries] [--test] [bookworm | trixie ...]
#
# Each release (both, if none is named) is made by debootstrap once and copied for each try, with what is committed here.
# There it runs, gets work, and is checked. Needs root, a Debian and about 3 GB of room; takes about ten minutes a release.
#
#   --libraries   copies this machine's ~/.m2/repository in, which saves fetching the libraries
#   --test        also runs ./goldtier test there
#
# What this machine is told of networks (apt's settings, certificates, ~/.m2/settings.xml, ~/.npmrc, proxies in the
# environment) holds there, too. FRESH_MACHINE_FOLDER says where all that lies, FRESH_MACHINE_MIRROR where Debian comes from.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
place=${FRESH_MACHINE_FOLDER:-/var/tmp/goldtier-fresh-machine}
readonly home place

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "fresh-machine: $*"
  exit 1
}

# --- the machine ---------------------------------------------------------------

need_debootstrap() {
  command -v debootstrap >/dev/null && return
  say "Installing debootstrap ..."
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends debootstrap >/dev/null
}

# The address that this machine has the packages of this label from.
archive() {
  local label=$1 standard=$2 address
  address=$(apt-get indextargets --format "\$(REPO_URI)" "Created-By: Packages" "Origin: Debian" "Label: $label" 2>/dev/null |
    head -n 1)
  printf '%s' "${address:-$standard}"
}

# A bare Debian that nothing is ever installed on.
make_bare() {
  local release=$1 bare=$place/$1.bare mirror proxy=
  [[ ! -d $bare ]] || return 0
  mirror=${FRESH_MACHINE_MIRROR:-$(archive Debian http://deb.debian.org/debian)}
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  say "$release: making a bare Debian ..."
  rm -rf "$bare.new"
  if ! http_proxy=${http_proxy:-$proxy} debootstrap --variant=minbase "$release" "$bare.new" "$mirror" \
    >"$place/$release.log" 2>&1; then
    tail -n 5 "$place/$release.log" >&2
    fail "debootstrap did not make a $release; all that it said is in $place/$release.log."
  fi
  {
    printf 'deb %s %s main\n' "$mirror" "$release" "$mirror" "$release-updates"
    printf 'deb %s %s main\n' "$(archive Debian-Security http://deb.debian.org/debian-security)" "$release-security"
  } >"$bare.new/etc/apt/sources.list"
  mv "$bare.new" "$bare"
}

# copy FILE TARGET: lends a file or folder of this machine, if it has it.
copy() {
  [[ -e $1 ]] || return 0
  mkdir -p "$(dirname "$2")"
  cp -rpL "$1" "$2"
}

# Only apt's ways to the network: its hooks call programs that a bare machine does not have.
lend_settings() {
  local machine=$1
  copy /etc/resolv.conf "$machine/etc/resolv.conf"
  copy /etc/hosts "$machine/etc/hosts"
  copy /usr/local/share/ca-certificates "$machine/usr/local/share"
  copy /etc/apt/auth.conf "$machine/etc/apt/auth.conf"
  copy /etc/apt/auth.conf.d "$machine/etc/apt"
  apt-config dump | grep -E '^Acquire::(https?::|Check-|Retries|ForceIPv)' >"$machine/etc/apt/apt.conf.d/90network" || true
  copy "$HOME/.m2/settings.xml" "$machine/root/.m2/settings.xml"
  copy "$HOME/.m2/settings-security.xml" "$machine/root/.m2/settings-security.xml"
  copy "$HOME/.npmrc" "$machine/root/.npmrc"
  if [[ -n $libraries ]]; then
    copy "$HOME/.m2/repository" "$machine/root/.m2/repository"
  fi
}

make_machine() {
  local release=$1 machine=$2
  rm -rf --one-file-system "$machine"
  cp -a --reflink=auto "$place/$release.bare" "$machine"
  lend_settings "$machine"
  mkdir -p "$machine/root/goldtier"
  git -c safe.directory="$home" -C "$home" archive HEAD | tar -x -C "$machine/root/goldtier"
  mount -t proc proc "$machine/proc"
  mount -t tmpfs tmpfs "$machine/dev/shm"
}

remove_machine() {
  local machine=$1
  umount "$machine/dev/shm" "$machine/proc"
  rm -rf --one-file-system "$machine"
}

# there MACHINE COMMAND...: runs it in the newcomer's folder, with nothing of our environment but the ways out.
there() {
  local machine=$1 lent=() name
  shift
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY MAVEN_OPTS NODE_EXTRA_CA_CERTS SSL_CERT_FILE; do
    [[ -z ${!name:-} ]] || lent+=("$name=${!name}")
  done
  # shellcheck disable=SC2016 # expanded there
  exec chroot "$machine" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${lent[@]+"${lent[@]}"} /bin/bash -c 'cd ~/goldtier && exec "$@"' bash "$@" </dev/null
}

# --- the try -------------------------------------------------------------------

# await SECONDS COMMAND...: until it succeeds; fails when the time is over, or the assistant ended.
await() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    [[ $SECONDS -lt $until ]] && kill -0 "$assistant" 2>/dev/null || return 1
    sleep 1
  done
}

is_ready() { grep -q '^Ready ' "$log"; }

is_done() { grep -qs 'Client ABC' "$1"/root/goldtier/vault/Done/*; }

# What the sandbox's Odoo holds, asked for with the address and token of the "Ready" line.
books() {
  local address token
  [[ $(grep '^Ready ' "$log") =~ (http://[^/]+)/\?token=([^ ]+) ]]
  address=${BASH_REMATCH[1]}
  token=${BASH_REMATCH[2]}
  wget -q --no-proxy -O - --header "Authorization: Bearer $token" "$address/sandbox/state?system=odoo"
}

try() {
  local release=$1 machine=$place/$1 started=$SECONDS
  log=$place/$release.log
  make_bare "$release"
  make_machine "$release" "$machine"

  say "$release: ./goldtier run"
  (there "$machine" ./goldtier run --server.port=0) >"$log" 2>&1 &
  assistant=$!
  tail -n +1 -f --pid=$assistant "$log" >&2 &
  await 1800 is_ready || fail "$release: it did not become ready; all that it said is in $log."
  say "$release: ready after $((SECONDS - started)) s."
  ! grep -E '^(WARNING|OpenJDK .* warning)' "$log" || fail "$release: Java warns of something."

  (there "$machine" ./goldtier drop --text "Completed project for Client ABC, \$10,000") >&2
  await 60 is_done "$machine" || fail "$release: the work is not in vault/Done; see $machine/root/goldtier/vault."
  books | grep -q '"state":"posted".*"amount_total":10000\.0' || fail "$release: there is no posted invoice: $(books)"
  say "$release: the work is done, the invoice is posted."

  (there "$machine" ./goldtier doctor) >&2 || fail "$release: doctor finds a fault."
  (there "$machine" ./goldtier audit verify) >&2 || fail "$release: the logs are not whole."
  kill "$assistant"
  wait "$assistant" || true

  (there "$machine" ./goldtier setup) >&2 || fail "$release: setup does not work."
  if [[ -n $tests ]]; then
    (there "$machine" ./goldtier test) >&2 || fail "$release: the tests do not pass."
  fi
  remove_machine "$machine"
  say "$release: passed in $((SECONDS - started)) s."
}

libraries=
tests=
releases=()
for argument in "$@"; do
  case $argument in
    --libraries) libraries=yes ;;
    --test) tests=yes ;;
    -*) fail "there is no option $argument; the head of this file names them all." ;;
    *) releases+=("$argument") ;;
  esac
done
[[ ${#releases[@]} -gt 0 ]] || releases=(bookworm trixie)

[[ $(id -u) -eq 0 ]] || fail "please run this as root: it makes a chroot."
command -v apt-get >/dev/null || fail "please run this on a Debian."

# In namespaces of its own: whatever way this ends, its mounts and all that it started end with it.
if [[ -z ${FRESH_MACHINE_INSIDE:-} ]]; then
  need_debootstrap
  mkdir -p "$place"
  FRESH_MACHINE_INSIDE=yes exec unshare --mount --pid --fork --kill-child "${BASH_SOURCE[0]}" "$@"
fi
trap 'exit 130' INT TERM
mount -t proc proc /proc

for release in "${releases[@]}"; do
  try "$release"
done
