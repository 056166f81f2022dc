import type { Attributes, Link, LinkFacts, Value } from '../../../model/index.ts';
import {
  DEVLINK_ESWITCH_MODE,
  type DevlinkDevice,
  ERRNO,
  getEswitchMode,
  NetlinkError,
  setEswitchMode,
} from '../../../netlink/index.ts';
import type { Call, Kernel } from '../../room.ts';
import { busOf, deviceDirectory } from '../sysfs.ts';
import {
  bindFunctions,
  countFunctions,
  mostFunctions,
  setFunctions,
  unbindFunctions,
} from '../virtual-functions.ts';
import { tellFixed } from './fixed.ts';
import type { LinkDetails } from './link-details.ts';

const COUNT = 'virtual-function-count';
const MODE = 'embedded-switch-mode';
const DELAY = 'delay-virtual-functions-rebind';

/** The number of a card's virtual functions, and the mode of the switch that connects them. */
export const sriov: LinkDetails = {
  onDemand: true,
  appliesTo: ({ facts }) => facts?.device !== undefined,
  concerns: (attribute) => attribute === COUNT || attribute === MODE || attribute === DELAY,
  how: () => 'live',
  async read(links, kernel, _index, tell, asked) {
    const found = new Map<string, Attributes>();
    for (const link of links) {
      const names = asked(link);
      const attributes: Record<string, Value> = {};
      const fixed: string[] = [];
      if (names.includes(COUNT)) {
        const count = countFunctions(cardOf(link.facts));
        attributes[COUNT] = count ?? 0;
        if (count === undefined) fixed.push(COUNT);
      }
      if (names.includes(MODE)) {
        const mode = await modeOf(link, kernel);
        attributes[MODE] = mode === DEVLINK_ESWITCH_MODE.SWITCHDEV ? 'switchdev' : 'legacy';
        if (mode === undefined) fixed.push(MODE);
      }
      found.set(link.name, attributes);
      tellFixed(link, fixed, tell);
    }
    return found;
  },
  orders(link, _before, after) {
    const { [COUNT]: count, [MODE]: mode } = after;
    return [
      ...(typeof count === 'number' ? [setCount(link, count)] : []),
      ...(typeof mode === 'string' ? [setMode(link, mode)] : []),
    ];
  },
};

const cardOf = (facts: LinkFacts | undefined): string => deviceDirectory(facts?.device ?? '') ?? '';

function setCount({ name, facts }: Link, count: number): Call {
  return {
    text: `virtual functions of ${name}: ${count}`,
    async run() {
      const card = cardOf(facts);
      const most = mostFunctions(card);
      if (most !== undefined && count > most)
        throw new NetlinkError({
          errno: ERRNO['ERANGE'],
          reason: `the card can have ${most} virtual functions at most`,
        });
      await setFunctions(card, count);
    },
  };
}

async function modeOf({ facts }: Link, { generic }: Kernel): Promise<number | undefined> {
  const device = devlinkOf(facts);
  if (device === undefined) return undefined;
  try {
    return await getEswitchMode(generic(), device);
  } catch (error) {
    // The card has no devlink, there is no switch in it, or the kernel has no devlink.
    if (error instanceof NetlinkError) return undefined;
    throw error;
  }
}

function devlinkOf(facts: LinkFacts | undefined): DevlinkDevice | undefined {
  const device = facts?.device ?? '';
  const bus = busOf(device);
  return bus === undefined ? undefined : { bus, device };
}

function setMode({ name, facts, attributes }: Link, mode: string): Call {
  return {
    text: `DEVLINK_CMD_ESWITCH_SET ${name} ${mode}`,
    async run({ generic }) {
      const device = devlinkOf(facts);
      if (device === undefined) throw new NetlinkError({ errno: ERRNO['ENODEV'] });
      const card = cardOf(facts);
      const unbound = unbindFunctions(card);
      let isSet = false;
      try {
        const { SWITCHDEV, LEGACY } = DEVLINK_ESWITCH_MODE;
        await setEswitchMode(generic(), device, mode === 'switchdev' ? SWITCHDEV : LEGACY);
        isSet = true;
      } finally {
        // With the option set, somebody else binds them when all the cards are set up; if the mode was not set there is
        // nothing to wait for.
        if (!isSet || attributes[DELAY] !== true) await bindFunctions(card, unbound);
      }
    },
  };
}
