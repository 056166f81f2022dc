#!/bin/bash
# PID 1 of qemu.sh's machines, after the initramfs: runs the script lab.job=FILE with its output on the port "out", writes its
# exit status to the port "status", and ends the machine.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8

mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /dev/pts /dev/shm /run/lock
ln -s /proc/self/fd /dev/fd
mount -t devpts devpts /dev/pts
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mount -t cgroup2 cgroup2 /sys/fs/cgroup
hostname lab
ip link set lo up

for word in $(</proc/cmdline); do
  case $word in
    lab.job=*) job=${word#*=} ;;
    lab.modules=*) modules=${word#*=} ;;
  esac
done
mkdir -p "/lib/modules/$(uname -r)"
mount --bind "$modules/$(uname -r)" "/lib/modules/$(uname -r)"

for port in /sys/class/virtio-ports/*; do
  case $(<"$port/name") in
    out) out=/dev/${port##*/} ;;
    status) status=/dev/${port##*/} ;;
  esac
done
bash "$job" </dev/null >"$out" 2>&1
echo $? >"$status"
echo b >/proc/sysrq-trigger # QEMU has -no-reboot
sleep 10
