#!/bin/bash
# The first process of the user-mode-linux machine: root is the host's root directory (hostfs), which must not be
# written to, so everything runs on an overlay of it. lab.result=FOLDER on the kernel's command line is a folder of the
# host with the script `job`; its output goes to the first serial line, its exit status to the file `status`. Instead of
# that, lab.root=FOLDER:FOLDER… is another root, one folder above the other, and lab.init=PROGRAM what runs there; it
# finds the result's folder as /lab.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8
# mount(8) of util-linux 2.39 and later hands hostfs its path in a way that it does not take.
export LIBMOUNT_FORCE_MOUNT2=always

# What is there before is the host's, seen through hostfs.
[ -n "$LAB_STAGE" ] || mount -n -t proc proc /proc
result=
modules=
root=/
init=
for word in $(cat /proc/cmdline); do
  case $word in
    lab.result=*) result=${word#*=} ;;
    lab.modules=*) modules=${word#*=} ;;
    lab.root=*) root=${word#*=} ;;
    lab.init=*) init=${word#*=} ;;
  esac
done

finish() { # STATUS
  echo "$1" >/lab/status
  sync
  # Not `reboot -f` nor systemctl: user-mode-linux would start again.
  exec busybox poweroff -f
}

if [ -z "$LAB_STAGE" ]; then
  # Without its folder hostfs would be all of the host, writable.
  [ -n "$result" ] || exec busybox poweroff -f
  mount -n -t tmpfs -o mode=755 tmpfs /mnt
  mkdir -p /mnt/upper /mnt/work /mnt/root
  [ -z "$modules" ] || modprobe -d "$modules" overlay
  mount -n -t overlay -o "lowerdir=$root,upperdir=/mnt/upper,workdir=/mnt/work" overlay /mnt/root || exec busybox poweroff -f
  cd /mnt/root || exec busybox poweroff -f
  mkdir -p lab
  mount -n -t hostfs -o "$result" none lab
  mount -n -t proc proc proc
  # The overlay must be the root of the mount namespace: in a plain chroot nobody may make user namespaces.
  mount -n --move . /
  if [ -n "$init" ]; then
    unset LIBMOUNT_FORCE_MOUNT2
    exec chroot . "$init" </dev/console >/dev/console 2>&1
  fi
  LAB_STAGE=2 exec chroot . "$0"
fi
unset LAB_STAGE

mount -n -t sysfs sysfs /sys
mount -n -t debugfs debugfs /sys/kernel/debug
mount -n -t cgroup2 cgroup2 /sys/fs/cgroup
mount -n -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock
mount -n -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm
mount -n -t devpts -o mode=620,ptmxmode=666 devpts /dev/pts
mount -n -t tmpfs -o mode=1777 tmpfs /dev/shm
ln -sfn /proc/self/fd /dev/fd
ln -sfn fd/0 /dev/stdin
ln -sfn fd/1 /dev/stdout
ln -sfn fd/2 /dev/stderr
if [ -n "$modules" ]; then
  mkdir -p /lib/modules
  ln -sfn "$modules/lib/modules/$(uname -r)" "/lib/modules/$(uname -r)"
  modprobe -a -q tun 2>/dev/null
fi
hostname lab
ip link set lo up

# A line that does not turn line feeds into two characters nor echoes.
stty -F /dev/ttyS0 raw -echo -opost
# The pipe is there so that no program takes its output for a terminal.
bash /lab/job </dev/null 2>&1 | cat >/dev/ttyS0
finish "${PIPESTATUS[0]}"
