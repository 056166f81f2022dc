# shellcheck shell=bash
# What the scripts of the kernel lab share: sourced, never run.
#
# Everything the lab downloads or builds lives in the cache folder as NAME-<sha256 of what it is made of>: it is
# never changed after it has appeared there, and it can be deleted at any time.
set -euo pipefail

lab_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # for the scripts
lab_tree=$(cd "$lab_dir/../../.." && pwd)
lab_cache=${NLAPPLY_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nlapply-lab}
lab_mirror=${NLAPPLY_LAB_MIRROR:-http://deb.debian.org/debian}

# Program:package, as far as a program tells that the package is there.
lab_packages=(
  bc:bc bison:bison busybox:busybox-static cpio:cpio depmod:kmod dhcpcd:dhcpcd-base dnsmasq:dnsmasq-base ethtool:ethtool flex:flex
  flock:util-linux gcc:gcc hostapd:hostapd ip:iproute2 iw:iw make:make mkfs.erofs:erofs-utils mmdebstrap:mmdebstrap nft:nftables
  patchelf:patchelf ping:iputils-ping python3:python3 qemu-system-x86_64:qemu-system-x86 strip:binutils systemctl:systemd
  taskset:util-linux udhcpc:udhcpc wg:wireguard-tools wpa_supplicant:wpasupplicant xz:xz-utils zstd:zstd
)

say() { printf 'lab: %s\n' "$*" >&2; }

die() { # STATUS TEXT...
  local status=$1
  shift
  say "$@"
  exit "$status"
}

# lab_need PROGRAM...: ends with 69 and the names of the packages when programs are missing.
lab_need() {
  local missing=() program entry
  for program in "$@"; do
    if lab_has "$program"; then continue; fi
    for entry in "${lab_packages[@]}"; do
      if [ "${entry%%:*}" = "$program" ]; then missing+=("${entry#*:}"); fi
    done
  done
  if [ ${#missing[@]} -gt 0 ]; then die 69 "missing packages: sudo apt-get install ${missing[*]}"; fi
}

# Ordinary users have no sbin in their path.
lab_has() { PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin command -v "$1" >/dev/null; }

# lab_missing_packages: the packages of the list above whose programs are not there, one per line.
lab_missing_packages() {
  local entry
  for entry in "${lab_packages[@]}"; do
    if ! lab_has "${entry%%:*}"; then echo "${entry#*:}"; fi
  done
}

# lab_hash WORD...: the key of words; a word @FILE stands for the content of FILE.
lab_hash() {
  local word
  for word in "$@"; do
    case $word in
      @*) sha256sum <"${word#@}" ;;
      *) printf '%s\n' "$word" ;;
    esac
  done | sha256sum | cut -c 1-16
}

# lab_item NAME KEY BUILDER [ARG]...: prints the path of the cached item NAME-KEY. If it is not there, BUILDER is called
# with an empty folder (and ARGs) that becomes the item when it succeeds: whole or not at all, and by one process only.
lab_item() {
  local name=$1 key=$2 item=$lab_cache/$1-$2 part status=0
  shift 2
  if [ ! -d "$item" ]; then
    mkdir -p "$lab_cache/.locks"
    exec {lock}>"$lab_cache/.locks/$name"
    flock "$lock"
    if [ ! -d "$item" ]; then
      part=$lab_cache/.part-$name-$key
      rm -rf "$part" # left by a builder that was killed: the lock is ours, so nobody works in it
      mkdir "$part"
      lab_fresh "$1" "$part" "${@:2}" >&2 {lock}>&- || status=$?
      if [ "$status" != 0 ]; then
        rm -rf "$part"
        return "$status"
      fi
      mv "$part" "$item"
    fi
    exec {lock}>&-
  fi
  touch -c "$item"
  echo "$item"
}

# lab_fresh FUNCTION [ARG]...: calls FUNCTION in a new shell that ends at the first error; in this one, `set -e` means
# nothing where a caller looks at the status. Functions and the lab's variables are the same there.
lab_fresh() {
  bash -euo pipefail -c "$(declare -p "${!lab_@}" "${!qemu_@}" "${!boot_@}"); $(declare -f); \"\$@\"" lab "$@"
}

# lab_apt SUITE COMMAND...: runs an apt program against one Debian suite of the mirror; the machine's own
# configuration of apt, its lists and its packages are left alone. The lists are fetched at most once in twelve hours.
lab_apt() {
  local suite=$1 home=$lab_cache/.apt/$1
  shift
  mkdir -p "$lab_cache/.locks" "$home/lists/partial" "$home/archives/partial"
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg line=$lab_mirror
  case $suite in *-security) line=${lab_mirror%/debian}/debian-security ;; esac
  echo "deb [signed-by=$keys] $line $suite main" >"$home/sources.list"
  cat >"$home/apt.conf" <<CONF
Dir::Etc::sourcelist "$home/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$home/lists";
Dir::State::status "/dev/null";
Dir::Cache "$home";
APT::Sandbox::User "";
APT::Get::Assume-Yes "true";
Acquire::Languages "none";
Acquire::Retries "3";
quiet "2";
CONF
  (
    flock 9
    if [ -z "$(find "$home/stamp" -mmin -720 2>/dev/null)" ]; then
      # By itself apt-get takes lists that it could not fetch for no fault. `set -e` does not hold where the caller
      # has an `||`.
      APT_CONFIG=$home/apt.conf lab_within 300 apt-get update --error-on=any >&2 && touch "$home/stamp"
    fi
  ) 9>"$lab_cache/.locks/apt-$suite" || return
  APT_CONFIG=$home/apt.conf "$@"
}

# lab_debs SUITE FOLDER PACKAGE...: downloads the packages and unpacks them all into FOLDER; nothing is installed.
lab_debs() {
  local suite=$1 folder=$2 store deb
  shift 2
  store=$(mktemp -d "$lab_cache/.debs.XXXXXX")
  (
    cd "$store"
    lab_apt "$suite" lab_within 900 apt-get download "$@" >&2
    for deb in ./*.deb; do dpkg-deb -x "$deb" "$folder"; done
  ) || { rm -rf "$store"; return 1; }
  rm -rf "$store"
}

# lab_version SUITE PACKAGE: the version that a download would give.
lab_version() {
  lab_apt "$1" apt-cache show --no-all-versions "$2" | sed -n 's/^Version: //p'
}

# lab_settled NAME COMMAND...: what COMMAND printed when it was asked first, for as long as the cache lasts: the lab
# must not change by itself because Debian has news. NLAPPLY_LAB_UPDATE=1 asks again.
lab_settled() {
  local file=$lab_cache/.settled/$1 answer
  shift
  if [ ! -s "$file" ] || [ "${NLAPPLY_LAB_UPDATE:-}" = 1 ]; then
    mkdir -p "${file%/*}"
    answer=$("$@")
    if [ -z "$answer" ]; then die 69 "no answer from the Debian mirror: $*"; fi
    echo "$answer" >"$file.$$"
    mv "$file.$$" "$file"
  fi
  cat "$file"
}

# lab_within SECONDS COMMAND...: the whole process group is ended after SECONDS; the status is 124 then.
lab_within() {
  local status=0
  timeout -k 5 "$@" || status=$?
  if [ "$status" = 137 ]; then status=124; fi
  return "$status"
}

# lab_iproute2: the folder of iproute2 programs that know every kind of link (netkit is newer than Debian 12).
lab_iproute2() {
  local item
  item=$(lab_item iproute2 "$(lab_hash bookworm-backports "$lab_mirror")" lab_fetch_iproute2) || return
  echo "$item/bin"
}

lab_fetch_iproute2() { # FOLDER
  lab_debs bookworm-backports "$1/deb" iproute2
  mkdir "$1/bin"
  (cd "$1/bin" && find ../deb -path '*bin/*' -type f -perm /111 -exec ln -s {} . \;)
}

# lab_files TIER FILE...: the test files that tier runs. A test that waits for minutes asks for virtual time by its
# name (*.virtual.test.ts): only user-mode-linux has that.
lab_files() {
  local tier=$1 file
  shift
  for file in "$@"; do
    case $tier:$file in
      virtual:*.virtual.test.js) echo "$file" ;;
      virtual:* | *:*.virtual.test.js) ;;
      *) echo "$file" ;;
    esac
  done
}
