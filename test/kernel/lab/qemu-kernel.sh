# shellcheck shell=bash disable=SC2154 # lab_* come from common.sh
# Debian's kernels, made ready for an emulated machine. Sourced after common.sh.

# qemu_source VERSION: the suite with this kernel, and the pattern of its package's name. The full kernels, not those for
# clouds: these lack CAN, HSR, batman-adv and 9p.
qemu_source() {
  case $1 in
    5.10) echo 'bullseye-security linux-image-5\.10\.0-[0-9]*-amd64' ;;
    6.1) echo 'bookworm-security linux-image-6\.1\.0-[0-9]*-amd64' ;;
    6.12) echo 'bookworm-security linux-image-6\.12\.[0-9]*+deb12-amd64' ;;
    newest) echo 'trixie-backports linux-image-[0-9.]*+deb13-amd64' ;;
    *) die 64 "no kernel $1: 5.10, 6.1, 6.12 or newest" ;;
  esac
}

# qemu_newest SUITE PATTERN: the newest package of that name, and its version.
qemu_newest() {
  local package
  package=$(lab_apt "$1" apt-cache pkgnames linux-image- | grep -x "$2" | sort -V | tail -n 1)
  if [ -n "$package" ]; then echo "$package $(lab_version "$1" "$package")"; fi
}

# qemu_kernel VERSION: the folder of a kernel, with
#   release          what `uname -r` says
#   vmlinux          the ELF kernel out of the bzImage: QEMU starts it at once, no emulated CPU has to unpack it
#   lib/modules/     the modules that have to do with networks, uncompressed for the same reason
qemu_kernel() {
  local source package
  source=$(qemu_source "$1") || return
  # shellcheck disable=SC2086 # two words
  package=$(lab_settled "kernel-$1" qemu_newest $source) || return
  lab_item "kernel-$1" "$(lab_hash "$package" "$(declare -f "${qemu_kernel_makers[@]}")")" \
    qemu_make_kernel "${source% *}" "${package% *}"
}

# A kernel is fetched again when one of these changes.
qemu_kernel_makers=(qemu_make_kernel qemu_modules qemu_unpack qemu_vmlinux qemu_payload)

# qemu_initramfs VERSION KERNEL: busybox and the modules that lead to the root.
qemu_initramfs() {
  local item
  item=$(lab_item "initramfs-$1" "$(lab_hash "$2" "$(declare -f qemu_make_initramfs)" "@$lab_dir/qemu-initramfs.sh")" \
    qemu_make_initramfs "$2") || return
  echo "$item/initramfs.cpio"
}

qemu_make_kernel() { # FOLDER SUITE PACKAGE
  local image release
  cd "$1" || return
  mkdir -p debs usr/lib
  ln -s usr/lib lib # where older packages have their modules
  (
    cd debs || exit
    say "fetching $3"
    # From 7.1 on the package is only a name for parts of it.
    # shellcheck disable=SC2046
    lab_apt "$2" lab_within 900 apt-get download "$3" $(
      lab_apt "$2" apt-cache depends "$3" | sed -n 's/^  Depends: \(linux-\(base\|binary\|modules\)-.*\)/\1/p'
    )
  )
  qemu_unpack debs/*.deb
  rm -r debs
  release=$(ls lib/modules)
  echo "$release" >release
  image=$(find . -name "vmlinuz*")
  qemu_vmlinux "$image" >vmlinux
  rm "$image"
  find lib/modules/ -name '*.xz' -exec xz -dT 2 {} +
  PATH=$PATH:/usr/sbin:/sbin depmod -b . "$release"
}

# Networks, and what leads to the root. The graphics cards stay outside.
qemu_modules() {
  printf '%s\n' arch/x86/crypto/ crypto/ lib/ net/ fs/{9p,autofs,configfs,fscache,netfs,overlayfs}/ \
    drivers/char/{hw_random/,virtio_console.} drivers/{pps,ptp,virtio}/ drivers/infiniband/{core,sw/{rxe,siw}}/ \
    drivers/net/*.ko \
    drivers/net/{bonding,can,ipvlan,ovpn,ppp,slip,team,vxlan,wireguard}/ drivers/net/wireless/{,virtual/}mac80211_hwsim.
}

qemu_unpack() { # DEB...
  local deb part patterns=('./boot/vmlinuz-*')
  for part in modules. vmlinuz $(set -f; qemu_modules | sed 's/^/kernel\//'); do
    patterns+=("./lib/modules/*/$part*" "./usr/lib/modules/*/$part*")
  done
  for deb in "$@"; do
    # A pattern without a match is an error to tar, and no package has all of them.
    dpkg-deb --fsys-tarfile "$deb" |
      tar -x --keep-directory-symlink --wildcards --no-wildcards-match-slash "${patterns[@]}" 2>/dev/null || true
  done
}

# qemu_vmlinux BZIMAGE: the kernel inside of it. Documentation/arch/x86/boot.rst names the places in its header.
qemu_vmlinux() {
  local sectors offset length magic
  sectors=$(od -An -tu1 -j 497 -N 1 "$1")
  read -r offset length < <(od -An -tu4 -j 584 -N 8 "$1")
  offset=$(((sectors + 1) * 512 + offset))
  magic=$(od -An -tx1 -j "$offset" -N 4 "$1" | tr -d ' ')
  case $magic in
    fd377a58) qemu_payload "$1" "$offset" "$length" | xz -dc --single-stream ;;
    28b52ffd) qemu_payload "$1" "$offset" $((length - 4)) | zstd -dcq ;; # the last word is the size
    *) die 1 "$1 is packed in an unknown way ($magic)" ;;
  esac
}

qemu_payload() { tail -c +$(($2 + 1)) "$1" | { head -c "$3"; cat >/dev/null; }; }

qemu_make_initramfs() { # FOLDER KERNEL
  local root=$1/root module path
  mkdir -p "$root"/{bin,proc,sys,dev,lower,layer,upper,new,modules}
  # This machine's may need libraries.
  lab_debs bookworm "$1/deb" busybox-static
  cp "$1"/deb/bin/busybox "$root/bin/busybox"
  rm -r "$1/deb"
  install -m 755 "$lab_dir/qemu-initramfs.sh" "$root/init"
  for module in virtio_pci virtio_console virtio_rng 9p 9pnet_virtio overlay; do
    PATH=$PATH:/usr/sbin:/sbin modprobe -d "$2" -S "$(<"$2/release")" --show-depends "$module" |
      sed -n 's/^insmod \([^ ]*\).*/\1/p'
  done | awk '!seen[$0]++' | while read -r path; do
    cp "$path" "$root/modules/"
    echo "${path##*/}" >>"$root/modules/list"
  done
  (cd "$root" && find . -mindepth 1 | cpio -o -H newc --quiet) >"$1/initramfs.cpio"
  rm -r "$root"
}
