// Prints what becomes of devices, as the kernel says it and as udev says it: node examples/netlink/devices.mjs [NETNS]
import { subscribeUevents } from 'nlapply/netlink';

const [netns] = process.argv.slice(2);
const where = netns === undefined ? {} : { netns };

async function print(from) {
  const events = subscribeUevents({ from, ...where });
  process.once('SIGINT', () => events.close());
  for await (const { overrun, action, subsystem, devpath } of events) {
    console.log(from, ...(overrun ? ['events were lost'] : [action, subsystem, devpath]));
  }
}

await Promise.all([print('kernel'), print('udev')]);
