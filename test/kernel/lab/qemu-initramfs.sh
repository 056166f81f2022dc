#!/bin/busybox sh
# shellcheck shell=dash
# /init of the emulated machines: the root is a folder of the host (9p) below an overlay in memory; then lab.init=PROGRAM.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mount -t devtmpfs dev /dev

stop() {
  echo "lab: $1"
  echo b >/proc/sysrq-trigger
}

while read -r module; do $b insmod "/modules/$module" || echo "lab: no $module"; done </modules/list
$b mount -t 9p -o ro,trans=virtio,version=9p2000.L,msize=512000,cache=loose root /lower || stop 'no root'
$b mount -t tmpfs -o size=75% tmpfs /upper
$b mkdir /upper/files /upper/work
$b mount -t overlay -o lowerdir=/lower,upperdir=/upper/files,workdir=/upper/work overlay /new || stop 'no overlay'
if [ -d /layer ]; then $b cp -a /layer/. /new/; fi

init=/sbin/init
for word in $($b cat /proc/cmdline); do
  case $word in lab.init=*) init=${word#*=} ;; esac
done
for mount in dev proc sys; do $b mount --move "/$mount" "/new/$mount"; done
exec $b switch_root /new "$init"
