# shellcheck shell=bash
# The emulated machine of qemu.sh and boot.sh. Sourced after common.sh.

# qemu_folder TAG FOLDER: prints, a line each, the options that let a machine see a folder of the host, read-only.
qemu_folder() {
  printf '%s\n' -fsdev "local,id=$1,path=$2,security_model=none,readonly=on,multidevs=remap" \
    -device "virtio-9p-pci,fsdev=$1,mount_tag=$1"
}

# qemu_machine KERNEL INITRAMFS RUN LIMIT APPEND [OPTION]...: runs a machine that has no network of ours. Prints what the
# guest writes to the port "out"; what it writes to the port "status" and the console are left in the folder RUN. Never
# KVM: where these tests run there is none, or a broken one.
qemu_machine() {
  local kernel=$1 initramfs=$2 run=$3 limit=$4 append=$5 status=0
  shift 5
  : >"$run/status"
  # A pipe: a file would be emptied, and whoever shares a terminal with QEMU finds it non-blocking afterwards.
  {
    lab_within "$limit" qemu-system-x86_64 -M pc -accel tcg,thread=multi -cpu max -smp 2 -m 1024 -nodefaults \
      -no-user-config -display none -no-reboot -kernel "$kernel/vmlinux" -initrd "$initramfs" \
      -append "console=ttyS0 quiet panic=-1 reboot=t mitigations=off nokaslr tsc=reliable no_timer_check random.trust_cpu=on fb_tunnels=none $append" \
      -chardev "file,id=console,path=$run/console" -serial chardev:console \
      -device virtio-serial-pci -chardev file,id=out,path=/dev/fd/3 -device virtserialport,chardev=out,name=out \
      -chardev "file,id=status,path=$run/status" -device virtserialport,chardev=status,name=status \
      -device virtio-rng-pci "$@" 3>&1 >/dev/null </dev/null 2>"$run/qemu" || status=$?
    echo "$status" >"$run/ended"
  } | cat
  status=$(cat "$run/ended")
  if [ "$status" = 124 ]; then
    say "no end after $limit s: killed"
  elif [ ! -s "$run/status" ]; then
    say "the machine ended without a word (QEMU: exit status $status)"
    status=125
  fi
  if [ "$status" != 0 ]; then
    say 'the last lines of its console:'
    tail -n 40 "$run/console" "$run/qemu" >&2
  fi
  return "$status"
}
