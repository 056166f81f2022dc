import type { Addon } from '../netlink/native.ts';
import { codeOf } from './look.ts';
import { RecordedSocket } from './recorded-socket.ts';
import { noteOutcome, spoil } from './recording.ts';

/** The lock of the state directory, which each run takes. Other locks tell about other processes. */
const LOCK = /\/lock$/;

/** The addon, with everything noted that it returns. Calls that change something spoil the recording. */
export function recordedAddon(addon: Addon): Addon {
  return {
    Socket: class extends RecordedSocket {
      constructor(family: number, type: number, netns: string | null) {
        super(new addon.Socket(family, type, netns), family, type, netns);
      }
    },
    isAlike: (...all) => addon.isAlike(...all),
    lockFile(path) {
      if (!LOCK.test(path)) spoil('another lock');
      return addon.lockFile(path);
    },
    unlockFile: (fd) => addon.unlockFile(fd),
    setTun(...all) {
      spoil('a device is made');
      return addon.setTun(...all);
    },
    readSysctl(netns, path) {
      try {
        const outcome = addon.readSysctl(netns, path);
        noteOutcome({ note: 'sysctl', netns, path, outcome });
        return outcome;
      } catch (error) {
        noteOutcome({ note: 'sysctl', netns, path, outcome: { code: codeOf(error) } });
        throw error;
      }
    },
    writeSysctl(...all) {
      spoil('a setting is written');
      return addon.writeSysctl(...all);
    },
  };
}
