import { childOf, type Entry, itemsOf, type Node } from '../node.ts';
import { at, type Device, isYes, parametersOf, type Say } from './devices.ts';

type Files = readonly (readonly Device[])[];

/** Devices that are in several files: for each, its parts in those files, in order. */
function amended(files: Files): readonly (readonly Device[])[] {
  const byId = new Map<string, Device[]>();
  for (const device of files.flat()) {
    const id = `${device.section} ${device.entry.key.text}`;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [device]);
    else known.push(device);
  }
  return [...byId.values()].filter((all) => all.length > 1);
}

const LISTS: readonly (readonly string[])[] = [['peers'], ['parameters', 'arp-ip-targets']];

/** netplan appends these lists by their length: it silently drops a later list of the same length. */
function listsOfSameLength(files: Files, say: Say): void {
  for (const device of amended(files)) {
    for (const path of LISTS) {
      let length = 0;
      for (const { entry } of device) {
        const list = at(entry.value, ...path);
        const items = itemsOf(list);
        if (list === undefined || items.length === 0) continue;
        if (length === items.length)
          say(
            list,
            `netplan leaves this list out, because an earlier file has a "${path.at(-1)}" of the same length; nlapply appends it`,
          );
        length += items.length;
      }
    }
  }
}

/** netplan stops reading a list at an address with options that an earlier file already has. */
function afterKnownAddress(files: Files, say: Say): void {
  for (const device of amended(files)) {
    const known = new Set<string>();
    for (const { entry } of device) {
      const items = itemsOf(childOf(entry.value, 'addresses'));
      const at = items.findIndex((item) => item.kind === 'map' && known.has(addressOf(item)));
      const next = at < 0 ? undefined : items[at + 1];
      if (next !== undefined)
        say(
          next,
          'netplan loses the rest of this list, which stands behind an address with options that an earlier file has; nlapply keeps it',
        );
      for (const item of items) known.add(addressOf(item));
    }
  }
}

const addressOf = (item: Node): string =>
  item.kind === 'scalar' ? item.text : item.kind === 'map' ? keyOf(item.entries[0]) : '';
const keyOf = (entry: Entry | undefined): string => entry?.key.text ?? '';

/** In netplan, `parameters` in a later file turn STP on again that an earlier file has turned off. */
function spanningTreeAgain(files: Files, say: Say): void {
  for (const device of amended(files)) {
    let off = false;
    for (const one of device) {
      const parameters = one.section === 'bridges' ? parametersOf(one) : undefined;
      if (parameters === undefined) continue;
      const stp = childOf(parameters, 'stp');
      if (stp === undefined && off)
        say(
          parameters,
          `netplan turns the spanning tree protocol of "${one.entry.key.text}" on again, because a later file has "parameters" without "stp"; nlapply leaves it off`,
        );
      off = stp === undefined ? off : !isYes(stp);
    }
  }
}

/** Each check is given the devices of all files, file by file. */
export const LOST_IN_LATER_FILES: readonly ((files: Files, say: Say) => void)[] = [
  listsOfSameLength,
  afterKnownAddress,
  spanningTreeAgain,
];
