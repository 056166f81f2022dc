#!/bin/busybox sh
# shellcheck shell=dash
# /init of the emulated machines: folders of the host (9p) below an overlay in memory are the root; then lab.init=PROGRAM.
#   root      the lowest folder
#   layer     lies over it, where there is one
#   modules   comes to /usr/lib/modules, where there is one
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev

stop() {
  echo "lab: $1"
  echo b >/proc/sysrq-trigger
}

folder() { # TAG WHERE: whether there is a folder of that name, which is mounted then
  $b grep -qx "$1" /sys/bus/virtio/drivers/9pnet_virtio/virtio*/mount_tag 2>/dev/null || return
  $b mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=512000,cache=loose "$1" "$2" || stop "no $1"
}

while read -r module; do $b insmod "/modules/$module" || echo "lab: no $module"; done </modules/list
folder root /lower || stop 'no root'
lower=/lower
if folder layer /layer; then lower=/layer:/lower; fi
$b mount -t tmpfs -o size=75% tmpfs /upper
$b mkdir /upper/files /upper/work
$b mount -t overlay -o lowerdir=$lower,upperdir=/upper/files,workdir=/upper/work overlay /new || stop 'no overlay'
$b mkdir -p /new/usr/lib/modules
folder modules /new/usr/lib/modules

init=/sbin/init
for word in $($b cat /proc/cmdline); do
  case $word in lab.init=*) init=${word#*=} ;; esac
done
for mount in dev proc sys; do $b mount --move "/$mount" "/new/$mount"; done
exec $b switch_root /new "$init"
