import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../cli/harness.ts';

// A run that has nothing to do is kept with all that it went by. So each way to the outside goes through src/inputs, spoils what is being
// kept, or is no way into a plan; which one it is stands here. What is new here is to be thought through: an input that is forgotten makes
// the program say that nothing is to be done where something is.

/** Modules of Node by which nothing comes in. */
const PURE = ['buffer', 'path', 'stream', 'url', 'util'];

/** Other modules of Node, and what of the process, by the files that use them; with why that is no input, or how it is noted. */
const KNOWN: Readonly<Record<string, string>> = {
  'src/inputs/looks.ts fs': 'noted',
  'src/inputs/looks.ts os': 'noted',
  'src/inputs/looks.ts process': 'noted',
  'src/inputs/looks.ts process.env': 'noted',
  'src/netlink/addon.ts fs': 'finds the addon of this build',
  'src/netlink/addon.ts process.env': 'a circumstance: NLAPPLY_ADDON',
  'src/netlink/addon.ts import.meta': 'finds the addon of this build',
  'src/netlink/constants/errno.ts os': 'numbers of the kernel',
  'src/netlink/connection/connection.ts Date': 'a sequence number, sent again as it was',
  'src/netlink/connection/batch.ts process.uptime': 'lets others have their turn',
  'src/netlink/connection/dump.ts timers/promises': 'between dumps that are inconsistent, which spoil',
  'src/netlink/namespace-file.ts fs/promises': 'for a request that moves a link, which spoils',
  'src/netlink/usersock/user-socket.ts timers/promises': 'not used by the program',
  'src/netlink/usersock/user-socket.ts performance': 'not used by the program',
  'src/netlink/generic/families/wireguard-key.ts crypto': 'of a key that is declared, which spoils',
  'src/config/read-bytes.ts fs': 'pipes, which spoil',
  'src/config/secret-file.ts fs': 'spoils',
  'src/model/fingerprints.ts crypto': 'a function of its argument',
  'src/engine/target/mac-words.ts crypto': 'a function of its argument',
  'src/engine/state/clock.ts fs': 'chance and time, which spoil',
  'src/engine/state/checkpoint.ts Date': 'there is one only where something is to be done',
  'src/engine/carry-out/sources.ts timers/promises': 'between steps',
  'src/engine/carry-out/sources.ts Date': 'between steps',
  'src/engine/run/wait-links.ts timers/promises': 'behind what spoils',
  'src/engine/run/wait-links.ts Date': 'whether time is over is asked behind what spoils',
  'src/engine/state/state-file.ts fs': 'makes the directory in which the transcript is',
  'src/engine/state/state-store.ts fs': 'writes, which spoils',
  'src/engine/trial/guardian-lock.ts fs': 'writes; its lock spoils',
  'src/engine/trial/guardian-lock.ts process.pid': 'writes',
  'src/engine/trial/guardian.ts fs': 'another command',
  'src/engine/trial/guardian.ts Date': 'another command',
  'src/engine/trial/guardian.ts process.pid': 'another command',
  'src/engine/trial/guardian.ts process.chdir': 'another command',
  'src/engine/trial/process.ts process.pid': 'another command',
  'src/engine/trial/running-trial.ts Date': 'another command',
  'src/engine/trial/start-guardian.ts child_process': 'of a trial that is pending, whose lock spoils',
  'src/engine/state/trial-files.ts fs': 'writes, behind what spoils',
  'src/engine/state/trial-files.ts Date': 'writes, behind what spoils',
  'src/engine/trial/watch-directory.ts fs': 'another command',
  'src/resources/client/keeper.ts timers/promises': 'between steps',
  'src/resources/client/orders.ts fs': 'between steps',
  'src/resources/client/programs/udhcpc.ts crypto': 'a function of its argument',
  'src/resources/client/programs/wpa-control.ts child_process': 'of a client that is there, which spoils',
  'src/resources/client/remains.ts fs': 'between steps',
  'src/resources/client/remains.ts timers/promises': 'between steps',
  'src/resources/client/remains.ts process.pid': 'between steps',
  'src/resources/client/start.ts child_process': 'between steps',
  'src/resources/client/start.ts fs': 'between steps',
  'src/resources/client/start.ts process.pid': 'between steps',
  'src/resources/client/stored.ts crypto': 'a function of its argument',
  'src/resources/client/systemctl.ts child_process': 'of a client that is there, which spoils',
  'src/resources/client/write.ts fs': 'between steps',
  'src/resources/dbus/system-bus.ts net': 'spoils',
  'src/resources/dbus/system-bus.ts process': 'spoils',
  'src/resources/link/bridge-without-address.ts crypto': 'spoils',
  'src/resources/link/details/address-generation.ts crypto': 'between steps; chance spoils',
  'src/resources/link/details/ip-settings.ts timers/promises': 'between steps',
  'src/resources/link/held-tun.ts fs/promises': 'spoils',
  'src/resources/link/l2tp/carry-out.ts timers/promises': 'between steps',
  'src/resources/link/l2tp/carry-out.ts Date': 'between steps',
  'src/resources/link/sysfs.ts fs': 'writes, which spoils',
  'src/resources/link/virtual-functions.ts timers/promises': 'between steps',
  'src/resources/link/virtual-functions.ts Date': 'between steps',
  'src/resources/process.ts process.kill': 'between steps',
  'src/resources/resolver/managed-file.ts fs': 'writes, which spoils',
  'src/resources/resolver/resolvconf-program.ts child_process': 'spoils',
  'src/resources/resolver/resolved.ts timers/promises': 'behind the system bus, which spoils',
  'src/resources/whole-file.ts fs': 'writes',
};

const OF_THE_PROCESS =
  /\b(Date|performance|Math\.random|Intl|import\.meta|process\.(?!dlopen|getBuiltinModule|versions?\b|arch\b)\w+)\b(?!:)/g;

function sources(directory: string): string[] {
  return readdirSync(join(ROOT, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.gen.ts') ? [path] : [];
  });
}

function waysOut(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/^\s*\/\/.*$/gm, '');
  const modules = [...text.matchAll(/(?:from |import\(|getBuiltinModule\()'node:([\w/]+)'/g)].map(
    ([, name = '']) => name,
  );
  const used = [...text.replace(/^import [^;]*;$/gm, '').matchAll(OF_THE_PROCESS)].map(
    ([, name = '']) => name,
  );
  return [...new Set([...modules.filter((name) => !PURE.includes(name)), ...used])].map(
    (name) => `${path} ${name}`,
  );
}

test('Below the command line every way to the outside is noted, spoils, or is no input.', () => {
  const rooms = ['inputs', 'netlink', 'model', 'config', 'resources', 'engine', 'render'];
  const found = rooms.flatMap((room) => sources(`src/${room}`).flatMap(waysOut));
  assert.deepEqual(found.toSorted(), Object.keys(KNOWN).toSorted());
});
